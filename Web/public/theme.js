// Runs before the first paint, so that no theme flashes. The site's own copy of this rule is src/lib/theme.ts.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('podium.theme')
  } catch {
    // Storage may be closed to us (a frame, a strict browser): follow the system.
  }
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches
  var known = chosen === 'paper' || chosen === 'ink' || chosen === 'arcade'
  document.documentElement.dataset.theme = known ? chosen : dark ? 'ink' : 'paper'
})()

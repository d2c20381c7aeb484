const pending = new Set<() => void>()
let scheduled = false

/**
 * Runs the callback before the next paint, once, however often it is asked for. All lanes share one frame, so a thousand
 * tokens a second cost one render per lane and frame. A hidden tab has no frames: a slow timer stands in for them.
 */
export function nextFrame(callback: () => void): void {
  pending.add(callback)
  if (scheduled) return
  scheduled = true
  if (document.visibilityState === 'hidden') setTimeout(flush, 250)
  else requestAnimationFrame(flush)
}

function flush(): void {
  scheduled = false
  const callbacks = [...pending]
  pending.clear()
  for (const callback of callbacks) callback()
}

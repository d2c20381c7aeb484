/** 0.42 ms, 412 ms, 1.24 s, 12.4 s, 2 m 05 s */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${trim(ms, 2)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = ms / 1000
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} m`
}

/** Two decimals from a dollar up, four from a cent up, else six: small sums keep their digits. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0'
  const size = Math.abs(usd)
  const decimals = size >= 1 ? 2 : size >= 0.01 ? 4 : 6
  return `$${usd.toFixed(decimals)}`
}

/** Prices per million tokens, without trailing noise: $0.25, $15.00, $0.0625 */
export function formatPrice(usdPerMillion: number): string {
  const short = usdPerMillion.toFixed(2)
  return `$${Number(short) === usdPerMillion ? short : trim(usdPerMillion, 6)}`
}

export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** 1 KB is 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kb = bytes / 1024
  if (kb < 1023.95) return `${kb.toFixed(1)} KB`
  return `${(kb / 1024).toFixed(2)} MB`
}

export function formatRate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : formatCount(perSecond)
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export function formatWhen(iso: string): string {
  return clock.format(new Date(iso))
}

/** just now, 5 min ago, 3 h ago, then the date */
export function formatAgo(iso: string, now: number = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(new Date(iso))
}

const trim = (value: number, decimals: number) => String(Number(value.toFixed(decimals)))
const pad = (value: number) => String(value).padStart(2, '0')

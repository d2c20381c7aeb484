/**
 * Times of the race's routes are UTC without a zone: `2026-11-21T10:00:00.123456`. A browser would read them as local time.
 * A time that names its zone is left as it is.
 */
export const utc = (time: string): string => (/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`)

/** Milliseconds since 1970, with the microseconds as a fraction; null for what is no time. */
export function utcMs(time: string | null | undefined): number | null {
  if (!time) return null
  const text = utc(time)
  const whole = Date.parse(text)
  if (Number.isNaN(whole)) return null
  const micros = /\.\d{3}(\d{1,4})/.exec(text)?.[1]
  return micros ? whole + Number(`0.${micros}`) : whole
}

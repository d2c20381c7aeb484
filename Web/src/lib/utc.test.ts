import { expect, it } from 'vitest'
import { utc, utcMs } from './utc'

it('a time without a zone is UTC, one with a zone is left alone', () => {
  expect(utc('2026-11-21T10:00:00.123456')).toBe('2026-11-21T10:00:00.123456Z')
  expect(utc('2026-11-21T10:00:00+01:00')).toBe('2026-11-21T10:00:00+01:00')
  expect(utc('2026-11-21T10:00:00Z')).toBe('2026-11-21T10:00:00Z')
})

it('keeps the microseconds, and knows what is no time', () => {
  const whole = Date.parse('2026-11-21T10:00:00.123Z')
  expect(utcMs('2026-11-21T10:00:00.123456')! - whole).toBeCloseTo(0.456, 2)
  expect([utcMs(null), utcMs('yesterday')]).toEqual([null, null])
})

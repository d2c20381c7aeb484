import { expect, it } from 'vitest'
import { failedAttempts } from './attempts'

const event = (seq: number, type: string, data: object = {}) => ({
  seq,
  type,
  data: { timestamp: null, ...data },
})

it('tells each try that failed with its error and the pause behind it; the last error is the item’s own', () => {
  const attempts = failedAttempts([
    event(1, 'item.started'),
    event(2, 'item.error', { attempt: 1, error: '503: overloaded', code: 'overloaded', retrying: true }),
    event(3, 'item.retry', { attempt: 2, delay_ms: 1200, reason: 'overloaded' }),
    event(4, 'item.retry', { attempt: 3, delay_ms: 0, reason: 'worker_lost' }),
    event(5, 'item.error', { attempt: 3, error: '401: no key', code: 'unauthorized', retrying: false }),
  ])
  expect(attempts).toEqual([
    { number: 1, error: '503: overloaded', waitedMs: 1200 },
    { number: 2, error: 'Its worker was lost.', waitedMs: 0 },
  ])
})

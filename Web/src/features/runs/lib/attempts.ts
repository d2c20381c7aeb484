import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import type { ItemEvent } from '../api/items'

/** A try that came to nothing, and what followed. */
export interface FailedAttempt {
  number: number
  error: string
  /** The pause before the next one. */
  waitedMs: number
}

const errorSchema = z.object({
  attempt: z.number(),
  error: unknownable(z.string()),
  retrying: z.boolean().nullish(),
})
const retrySchema = z.object({ attempt: z.number(), delay_ms: z.number(), reason: unknownable(z.string()) })

/** The tries of an item that failed, first one first. The last one's error is the item's own, and is not among them. */
export function failedAttempts(events: readonly ItemEvent[]): FailedAttempt[] {
  const failed: FailedAttempt[] = []
  let told: { number: number; error: string } | null = null
  for (const { type, data } of events) {
    if (type === 'item.error') {
      const error = errorSchema.safeParse(data)
      if (!error.success || !error.data.retrying) continue
      told = { number: error.data.attempt, error: error.data.error ?? 'It failed without a word.' }
    } else if (type === 'item.retry') {
      const retry = retrySchema.safeParse(data)
      if (!retry.success) continue
      const reason = retry.data.reason === 'worker_lost' ? 'Its worker was lost.' : (retry.data.reason ?? '')
      failed.push({
        number: told?.number ?? retry.data.attempt - 1,
        error: told?.error ?? reason,
        waitedMs: retry.data.delay_ms,
      })
      told = null
    }
  }
  return failed
}

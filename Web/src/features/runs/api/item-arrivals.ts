import { queryOptions } from '@tanstack/react-query'
import { call } from '@/lib/http'
import { SseParser } from '@/lib/sse'
import { utcMs } from '@/lib/utc'
import { readRunEvent } from './events'
import type { ItemEvent } from './items'

/** The part of a run's record in which an item's answer came. */
export interface Stretch {
  afterSeq: number
  toSeq: number
  /** When the request of the answer that stands was sent. */
  sentAtMs: number
}

/** When its text came, in milliseconds since the request was sent. */
export interface ItemArrivals {
  answerMs: number[]
  reasoningMs: number[]
}

/** Null for an item that has not ended, or sent no request. */
export function stretchOf(events: readonly ItemEvent[]): Stretch | null {
  const ended = events.findLast(({ type }) => type === 'item.completed')
  // Failed tries are left out; the loops of tools belong to the answer.
  const retried = events.findLastIndex(({ type }) => type === 'item.retry')
  const sent = events.slice(retried + 1).find(({ type }) => type === 'request.sent')
  const sentAtMs = utcMs(sent?.data.timestamp)
  return ended && sent && sentAtMs !== null ? { afterSeq: sent.seq, toSeq: ended.seq, sentAtMs } : null
}

/** The record is of all cars together: what others did in between is read past. */
async function readArrivals(
  runId: number,
  itemId: number,
  { afterSeq, toSeq, sentAtMs }: Stretch,
  signal: AbortSignal,
): Promise<ItemArrivals> {
  const arrivals: ItemArrivals = { answerMs: [], reasoningMs: [] }
  const response = await call(`/api/runs/${runId}/stream?after_seq=${afterSeq}`, { signal })
  const reader = response.body!.getReader()
  const [parser, decoder] = [new SseParser(), new TextDecoder()]
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return arrivals
      for (const raw of parser.feed(decoder.decode(value, { stream: true }))) {
        if (Number(raw.id) >= toSeq) return arrivals
        const event = readRunEvent(raw)
        if (event?.itemId !== itemId || event.atMs === null) continue
        if (event.kind === 'token.delta') arrivals.answerMs.push(event.atMs - sentAtMs)
        if (event.kind === 'reasoning.delta') arrivals.reasoningMs.push(event.atMs - sentAtMs)
      }
    }
  } finally {
    // The rest of the race is of no use here; a connection that is gone already has nothing to end.
    void reader.cancel().catch(() => undefined)
  }
}

export const arrivalsQuery = (runId: number, itemId: number, stretch: Stretch) =>
  queryOptions({
    queryKey: ['runs', runId, 'arrivals', itemId, stretch],
    queryFn: ({ signal }) => readArrivals(runId, itemId, stretch, signal),
    staleTime: Infinity,
  })

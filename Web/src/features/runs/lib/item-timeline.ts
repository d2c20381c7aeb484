import { utcMs } from '@/lib/utc'
import type { ItemEvent } from '../api/items'

export type SpanKind = 'waiting' | 'streaming' | 'tool' | 'pause'

export interface Span {
  kind: SpanKind
  fromMs: number
  toMs: number
}

export interface Timeline {
  spans: Span[]
  retries: number
  totalMs: number
}

/** What follows an event until the next one that changes it. */
const begins: Record<string, SpanKind | undefined> = {
  'request.sent': 'waiting',
  'ttft.recorded': 'streaming',
  'tool.call.detected': 'tool',
  'item.retry': 'pause',
}
const ends = new Set(['item.metrics', 'item.completed', 'item.error'])

/** The course of an item as spans on one axis: waiting for the first token, streaming, tools, pauses before a retry. */
export function timelineOf(events: readonly ItemEvent[]): Timeline | null {
  const timed = events.flatMap((event) => {
    const atMs = utcMs(event.data.timestamp)
    return atMs === null ? [] : [{ type: event.type, atMs }]
  })
  const start = timed[0]?.atMs
  if (start === undefined) return null
  const spans: Span[] = []
  let open: { kind: SpanKind; fromMs: number } | null = null
  for (const { type, atMs } of timed) {
    const kind: SpanKind | undefined = begins[type]
    if (!kind && !ends.has(type)) continue
    if (open) spans.push({ ...open, toMs: atMs - start })
    open = kind ? { kind, fromMs: atMs - start } : null
  }
  return {
    spans: spans.filter((span) => span.toMs > span.fromMs),
    retries: timed.filter(({ type }) => type === 'item.retry').length,
    totalMs: timed.at(-1)!.atMs - start,
  }
}

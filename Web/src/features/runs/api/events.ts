import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import type { ServerSentEvent } from '@/lib/sse'
import { utcMs } from '@/lib/utc'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)

const payloads = {
  'run.started': z.object({ status: text }),
  'run.paused': z.object({}),
  'run.resumed': z.object({}),
  'run.cancelled': z.object({ reason: text }),
  'run.completed': z.object({ status: text, error: text }),
  'item.started': z.object({ car_id: z.number(), test_id: number, test_name: text, is_warmup: flag }),
  'request.sent': z.object({ attempt: number, loop: number, model: text }),
  'ttft.recorded': z.object({ ttft_ms: z.number() }),
  'token.delta': z.object({ token: z.string() }),
  'reasoning.delta': z.object({ token: z.string() }),
  'tool.call.detected': z.object({ count: number }),
  'tool.call.executed': z.object({ tool_name: text, status: text }),
  'tool.loop.continue': z.object({ loop: number, tool_calls: number }),
  'tool.loop.exhausted': z.object({ limit: number }),
  'item.retry': z.object({ attempt: number, delay_ms: number, reason: text }),
  'item.error': z.object({ attempt: number, error: text, retrying: flag, car_id: number }),
  'item.metrics': z.object({
    ttft_ms: number,
    latency_ms: number,
    tokens_per_sec: number,
    output_tokens: number,
    estimated: flag,
  }),
  'item.assertions': z.object({ passed: z.number(), total: z.number(), pass: unknownable(z.boolean()) }),
  'item.completed': z.object({ status: z.string() }),
  'judge.started': z.object({ judge_car_id: number, total_items: number, skipped_items: number }),
  'judge.item.scored': z.object({
    scored_items: number,
    total_items: number,
    parse_failures: number,
    parse_failed: flag,
    overall: number,
  }),
  'judge.pair.scored': z.object({ scored_items: number, total_items: number, parse_failures: number }),
  'judge.completed': z.object({
    item_scores: unknownable(z.unknown()),
    run_overall: number,
    parse_failures: number,
    error: text,
  }),
  'judge.failed': z.object({ error: text }),
}

type Payloads = typeof payloads
export type EventKind = keyof Payloads

/** Judging comes after the race and is no part of it. */
export const isOfJudge = (kind: EventKind) => kind.startsWith('judge.')

/** One step of a run. `atMs` is the server's time of it, in milliseconds since 1970. */
export type RunEvent = {
  [Kind in EventKind]: {
    kind: Kind
    seq: number | null
    atMs: number | null
    itemId: number | null
    data: z.infer<Payloads[Kind]>
  }
}[EventKind]

const known = new Set(Object.keys(payloads))

/** Null for kinds and shapes we do not know: a newer server may send more than we show. */
export function readRunEvent(event: ServerSentEvent): RunEvent | null {
  if (!known.has(event.event)) return null
  let body: unknown
  try {
    body = JSON.parse(event.data)
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null) return null
  const { timestamp, run_item_id, token } = body as Record<string, unknown>
  const kind = event.event as EventKind
  const base = {
    seq: sequence(event),
    atMs: typeof timestamp === 'string' ? utcMs(timestamp) : null,
    itemId: typeof run_item_id === 'number' ? run_item_id : null,
  }
  // Most of the traffic, in a fixed shape: read without the schema.
  if (kind === 'token.delta' || kind === 'reasoning.delta') {
    return typeof token === 'string' ? { kind, ...base, data: { token } } : null
  }
  const parsed = payloads[kind].safeParse(body)
  return parsed.success ? ({ kind, ...base, data: parsed.data } as RunEvent) : null
}

function sequence(event: ServerSentEvent): number | null {
  const seq = Number(event.id)
  return event.id !== null && event.id !== '' && Number.isInteger(seq) ? seq : null
}

import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import type { ServerSentEvent } from '@/lib/sse'

const number = unknownable(z.number())

const carWindowSchema = z.object({
  car_id: z.number(),
  stage: number,
  level: number,
  sent: z.number(),
  completed: z.number(),
  failed: z.number(),
  rejected: z.number(),
  good: number,
  in_flight: z.number(),
  output_tokens: number,
  pieces: z.number(),
  ttft_p50_ms: number,
  ttft_p95_ms: number,
  e2e_p50_ms: number,
  e2e_p95_ms: number,
  itl_p50_ms: number,
  itl_p95_ms: number,
  wait_p50_ms: number,
  wait_p95_ms: number,
})

const payloads = {
  'load.started': z.object({ planned_seconds: number }),
  'load.warmed_up': z.object({ car_id: z.number() }),
  'stage.started': z.object({
    ordinal: z.number(),
    car_id: z.number(),
    stage: z.number(),
    level_from: z.number(),
    level_to: z.number(),
    seconds: z.number(),
  }),
  'load.window': z.object({ at_s: z.number(), width_s: z.number(), cars: z.array(carWindowSchema) }),
  'stage.completed': z.object({ result: z.object({ ordinal: z.number() }) }),
  'load.completed': z.object({ status: z.string() }),
}

type Payloads = typeof payloads
export type CarWindow = z.infer<typeof carWindowSchema>
export type LoadWindow = z.infer<Payloads['load.window']>
export type LoadEvent = {
  [Kind in keyof Payloads]: { kind: Kind; seq: number | null; data: z.infer<Payloads[Kind]> }
}[keyof Payloads]

/** Null for kinds and shapes we do not know: a newer server may send more than we show. */
export function readLoadEvent(event: ServerSentEvent): LoadEvent | null {
  if (!(event.event in payloads)) return null
  const kind = event.event as keyof Payloads
  let body: unknown
  try {
    body = JSON.parse(event.data)
  } catch {
    return null
  }
  const parsed = payloads[kind].safeParse(body)
  const seq = Number(event.id)
  return parsed.success
    ? ({ kind, seq: event.id && Number.isInteger(seq) ? seq : null, data: parsed.data } as LoadEvent)
    : null
}

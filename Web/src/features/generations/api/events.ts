import { z } from 'zod'
import { reads, type Contract } from '@/lib/contract'
import type { ServerSentEvent } from '@/lib/sse'
import { unknownable, costSchema, timingsSchema, usageSchema } from '@/lib/measures'
import { attemptSchema, failureSchema } from './types'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)
const attempts = z
  .array(attemptSchema)
  .nullish()
  .transform((list) => list ?? [])

const payloads = {
  meta: z.object({
    generationId: z.string(),
    sessionId: text,
    taskId: text,
    modelId: z.string(),
    label: text,
    provider: text,
    vendor: text,
    plannedAttempts: number,
    demo: flag,
    promptVersion: text,
  }),
  attempt: z.object({
    attemptNumber: z.number(),
    totalAttempts: number,
    model: text,
    provider: text,
    resetCode: flag,
  }),
  token: z.object({ text: z.string(), t: number }),
  reasoning: z.object({ text: z.string(), t: number }),
  log: z.object({ message: z.string() }),
  complete: z.object({
    generationId: text,
    artifactId: text,
    /** Null once its events were removed and its page deleted. */
    result: z.object({ html: text }),
    generation: z.object({
      usedModel: text,
      usedProvider: text,
      attempts,
      usage: unknownable(usageSchema),
      cost: unknownable(costSchema),
      timings: unknownable(timingsSchema),
      finishReason: text,
      truncated: flag,
    }),
  }),
  error: failureSchema.extend({ attempts, artifactId: text }),
  done: z.object({}),
}

reads<Contract['GenerationEvents']>()(z.object(payloads))

type Payloads = typeof payloads
export type GenerationEvent = {
  [Kind in keyof Payloads]: { kind: Kind; seq: number | null; data: z.infer<Payloads[Kind]> }
}[keyof Payloads]

/** Null for kinds and shapes we do not know: a newer server may send more than we show. */
export function readEvent(event: ServerSentEvent): GenerationEvent | null {
  if (!(event.event in payloads)) return null
  const kind = event.event as keyof Payloads
  let body: unknown
  try {
    body = JSON.parse(event.data)
  } catch {
    return null
  }
  // Tokens are most of the traffic and a fixed shape: read them without the schema.
  if (kind === 'token' || kind === 'reasoning') {
    const { text: delta, t } = body as { text?: unknown; t?: unknown }
    if (typeof delta !== 'string') return null
    return { kind, seq: sequence(event), data: { text: delta, t: typeof t === 'number' ? t : null } }
  }
  const parsed = payloads[kind].safeParse(body)
  return parsed.success ? ({ kind, seq: sequence(event), data: parsed.data } as GenerationEvent) : null
}

function sequence(event: ServerSentEvent): number | null {
  const seq = Number(event.id)
  return event.id !== null && event.id !== '' && Number.isInteger(seq) ? seq : null
}

import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { unknownable } from '@/lib/measures'
import { utc } from '@/lib/utc'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)
const time = unknownable(z.string().transform(utc))
const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? [])

export const loadCarSchema = z.object({
  id: z.number(),
  name: z.string(),
  model: z.string(),
  connection_id: number,
  connection_name: text,
  max_in_flight: number,
  demo: flag,
})

export const slosSchema = z.object({ ttft_ms: number, itl_ms: number, e2e_ms: number, response_ms: number })

export const planSchema = z.object({
  shape: z.string(),
  arrivals: z.string(),
  burstiness: number,
  levels: list(z.number()),
  growth: text,
  seconds: z.number(),
  max_requests: number,
  warmups: number,
  order: text,
  suite_id: number,
  max_output_tokens: number,
  unique_prompts: flag,
  lift_limit: flag,
  slos: slosSchema,
  stop_at_saturation: flag,
  saturation_ttft_ms: number,
  grace_seconds: number,
  max_errors: number,
  max_cost_usd: number,
  seed: number,
})

export const loadSchema = z.object({
  id: z.number(),
  name: text,
  status: z.string(),
  ended_because: text,
  owner_id: text,
  owner_name: text,
  demo: flag,
  created_at: time,
  started_at: time,
  finished_at: time,
  requests_done: number,
  requests_kept: flag,
  plan: planSchema,
  cars: list(loadCarSchema),
})

export const spreadSchema = unknownable(
  z.object({
    n: z.number(),
    mean: z.number(),
    sd: number,
    min: z.number(),
    p50: z.number(),
    p90: z.number(),
    p95: z.number(),
    p99: number,
    max: z.number(),
    histogram: list(z.number()),
  }),
)

export const stageSchema = z.object({
  ordinal: z.number(),
  car_id: z.number(),
  stage: z.number(),
  level_from: z.number(),
  level_to: z.number(),
  started_s: z.number(),
  duration_s: z.number(),
  due: z.number(),
  completed: z.number(),
  failed: z.number(),
  rejected: z.number(),
  unfinished: z.number(),
  unsent: z.number(),
  good: number,
  good_share: number,
  error_rate: number,
  offered_per_s: number,
  requests_per_s: number,
  good_per_s: number,
  output_tokens: number,
  input_tokens: number,
  output_tokens_per_s: number,
  peak_pieces_per_s: number,
  concurrency_peak: number,
  concurrency_mean: number,
  cost_usd: number,
  ttft_ms: spreadSchema,
  first_answer_ms: spreadSchema,
  itl_ms: spreadSchema,
  e2e_ms: spreadSchema,
  response_ms: spreadSchema,
  wait_ms: spreadSchema,
  gate_ms: spreadSchema,
  lag_ms: spreadSchema,
  held_share: number,
  errors: list(z.object({ outcome: z.string(), code: z.string(), count: z.number(), example: text })),
  saturation: text,
})

const warmUpSchema = z.object({
  car_id: z.number(),
  count: z.number(),
  failed: z.number(),
  cold_ttft_ms: number,
  cold_e2e_ms: number,
  server_load_ms: number,
})

export const loadDetailSchema = reads<Contract['LoadDetail']>()(
  z.object({
    load: loadSchema,
    first_prompt: text,
    prompts: number,
    warmups: list(warmUpSchema),
    stages: list(stageSchema),
  }),
)

export const loadListSchema = reads<Contract['LoadList']>()(
  z.object({ items: list(loadSchema), next_cursor: number }),
)

export const startedLoadSchema = reads<Contract['StartedLoad']>()(z.object({ load_id: z.number() }))

export type Load = z.infer<typeof loadSchema>
export type LoadCar = z.infer<typeof loadCarSchema>
export type LoadDetail = z.infer<typeof loadDetailSchema>
export type LoadPlan = z.infer<typeof planSchema>
export type StageResult = z.infer<typeof stageSchema>
export type Spread = NonNullable<z.infer<typeof spreadSchema>>
export type WarmUp = z.infer<typeof warmUpSchema>

import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { unknownable } from '@/lib/measures'

const number = unknownable(z.number())
const text = unknownable(z.string())
const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? [])

/** One measure over the items of a car. The 99th percentile is sent only from 100 items on. */
export const distributionSchema = z.object({
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
})

/** A share with Wilson's 95 % interval. A case that was asked several times is several items. */
export const rateSchema = z.object({
  n: z.number(),
  items: number,
  count: z.number(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
})

export const scoreRowSchema = z.object({
  car_id: z.number(),
  car_name: z.string(),
  model_name: text,
  connection_name: text,
  items_total: z.number(),
  items_completed: z.number(),
  items_failed: z.number(),
  items_partial: z.number(),
  error_rate: number,
  avg_ttft_ms: number,
  avg_latency_ms: number,
  avg_tokens_per_sec: number,
  assertion_pass_rate: number,
  avg_judge_overall: number,
  pass: unknownable(rateSchema),
  error: unknownable(rateSchema),
  distributions: z
    .record(z.string(), distributionSchema)
    .nullish()
    .transform((value) => value ?? {}),
  cost_usd: number,
  cost_items: number,
  /** What judges took for deciding rubrics among the checks. */
  check_cost_usd: number,
})

export const scorecardSchema = reads<Contract['Scorecard']>()(
  z.object({ run_id: number, rows: list(scoreRowSchema) }),
)

export const verdictSchema = z.object({
  metric: z.string(),
  higher_is_better: z.boolean(),
  /** better, worse, no_evidence or refused. */
  verdict: z.string(),
  reason: text,
  n: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  baseline: number,
  current: number,
  difference: number,
  relative: z.boolean().nullish().transform(Boolean),
  low: number,
  high: number,
  test: text,
  p_value: number,
  p_adjusted: number,
  gained: number,
  lost: number,
  needed_n: number,
  needed_for: number,
})

export const comparisonRowSchema = z.object({
  car_id: z.number(),
  car_name: z.string(),
  latency_delta_ms: number,
  tokens_per_sec_delta: number,
  error_rate_delta: number,
  assertion_pass_rate_delta: number,
  judge_overall_delta: number,
  summary: text,
  votes: number,
  car_changed: z.boolean().nullish().transform(Boolean),
  metrics: list(verdictSchema),
})

export const comparisonSchema = reads<Contract['Comparison']>()(
  z.object({
    run_id: number,
    baseline_run_id: number,
    comparable: z
      .boolean()
      .nullish()
      .transform((value) => value ?? true),
    reasons: list(z.string()),
    rows: list(comparisonRowSchema),
  }),
)

export const gateSchema = reads<Contract['Gate']>()(
  z.object({
    /** pass or fail. */
    result: z.string(),
    reasons: list(z.object({ code: z.string(), message: z.string() })),
    metrics: list(z.string()),
  }),
)

/** Two cars of one run; the verdict is the first one's. */
const carPairSchema = z.object({
  first_car_id: z.number(),
  first_car_name: z.string(),
  second_car_id: z.number(),
  second_car_name: z.string(),
  metrics: list(verdictSchema),
})

/** The cars of a run against each other: the leaders are those that no other one beats. */
export const runVerdictSchema = z.object({
  reasons: list(z.string()),
  decided_by: text,
  leaders: list(z.object({ car_id: z.number(), car_name: z.string(), advantages: list(z.string()) })),
  needed_n: number,
  needed_for: number,
  pairs: list(carPairSchema),
  cars_left_out: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
})

export type ScoreRow = z.infer<typeof scoreRowSchema>
export type Scorecard = z.infer<typeof scorecardSchema>
export type Comparison = z.infer<typeof comparisonSchema>
export type ComparisonRow = z.infer<typeof comparisonRowSchema>
export type RunVerdict = z.infer<typeof runVerdictSchema>
export type CarPair = z.infer<typeof carPairSchema>
export type MetricVerdict = z.infer<typeof verdictSchema>
export type Distribution = z.infer<typeof distributionSchema>

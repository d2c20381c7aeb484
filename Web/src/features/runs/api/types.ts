import { z } from 'zod'
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

/** A car as it was when the run started. */
export const runCarSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    model_name: text,
    model: text,
    connection_name: text,
    connection: unknownable(z.object({ name: text, type: text }).partial()),
  })
  .transform(({ id, name, model_name, model, connection_name, connection }) => ({
    id,
    name,
    model: model_name ?? model ?? name,
    connection: connection_name ?? connection?.name ?? null,
  }))

export const itemSchema = z.object({
  id: z.number(),
  ordinal: number,
  test_id: number,
  car_id: number,
  repetition: z
    .number()
    .nullish()
    .transform((value) => value ?? 1),
  is_warmup: flag,
  status: z.string(),
  attempt_count: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  started_at: time,
  finished_at: time,
  error_message: text,
})

export const runSchema = z.object({
  id: z.number(),
  suite_id: number,
  suite_name: text,
  suite_version: number,
  status: z.string(),
  mode: text,
  repetitions: z
    .number()
    .nullish()
    .transform((value) => value ?? 1),
  warmups: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  label: text,
  is_baseline: flag,
  demo: flag,
  items_total: number,
  items_done: number,
  created_at: time,
  started_at: time,
  finished_at: time,
  selected_car_ids_json: list(z.number()),
  judge_car_id_nullable: number,
  cars: list(runCarSchema),
  /** What a person asked for and the worker has yet to follow: run, pause or cancel. */
  wanted: text,
  error: text,
  limits: unknownable(z.object({ max_seconds: number, max_cost_pico_usd: number, max_errors: number })),
  judge_car: unknownable(z.object({ name: z.string() })),
  owner: unknownable(z.object({ name: text })),
  items: list(itemSchema),
})

const ms = number.transform((us) => (us === null ? null : us / 1000))

/** Milliseconds where the name says so, else microseconds on the clock beside the provider's socket. */
export const metricSchema = z
  .object({
    run_item_id: z.number(),
    total_latency_ms: number,
    generation_ms: number,
    output_tokens: number,
    output_tokens_estimated: flag,
    tokens_per_sec: number,
    error_flag: flag,
    queued_us: ms,
    first_byte_us: ms,
    ttft_us: ms,
    first_answer_us: ms,
    second_token_us: ms,
    last_token_us: ms,
    closed_us: ms,
    total_us: ms,
    itl_us: ms,
    token_events: number,
    output_tokens_per_s: number,
    end_to_end_tokens_per_s: number,
    input_tokens: number,
    cache_read_tokens: number,
    cache_write_tokens: number,
    reasoning_tokens: number,
    cost_usd: number,
    price_version: text,
    check_cost_pico_usd: unknownable(z.string().transform(Number)),
    server_load_us: ms,
    server_prefill_us: ms,
    server_decode_us: ms,
    checks_total: number,
    checks_passed: number,
    check_score: number,
    passed: unknownable(z.boolean()),
  })
  .transform(
    ({
      queued_us,
      first_byte_us,
      ttft_us,
      first_answer_us,
      second_token_us,
      last_token_us,
      closed_us,
      check_cost_pico_usd,
      total_us,
      itl_us,
      server_load_us,
      server_prefill_us,
      server_decode_us,
      ...rest
    }) => ({
      ...rest,
      queuedMs: queued_us,
      firstByteMs: first_byte_us,
      ttftMs: ttft_us,
      firstAnswerMs: first_answer_us,
      secondTokenMs: second_token_us,
      lastTokenMs: last_token_us,
      closedMs: closed_us,
      checkCostUsd: check_cost_pico_usd === null ? null : check_cost_pico_usd / 1e12,
      totalMs: total_us ?? rest.total_latency_ms,
      itlMs: itl_us,
      serverLoadMs: server_load_us,
      serverPrefillMs: server_prefill_us,
      serverDecodeMs: server_decode_us,
    }),
  )

const checkResultSchema = z.object({
  type: z.string(),
  expected: unknownable(z.unknown()),
  /** Null: it waits for a judge or a webhook. */
  passed: unknownable(z.boolean()),
  score: number,
  detail: text,
})

export const checkReportSchema = z.object({
  total: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  passed: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  score: number,
  pass: unknownable(z.boolean()),
  results: list(checkResultSchema),
})

export const outputSchema = z.object({
  run_item_id: z.number(),
  request_messages_json: list(z.looseObject({ role: text, content: unknownable(z.unknown()) })),
  streamed_text: text,
  final_text: text,
  reasoning_text: text,
  finish: text,
  response_model: text,
  served_by: text,
  raw_provider_payload_json: unknownable(
    z.looseObject({ assertions: unknownable(checkReportSchema), dropped_parameters: list(z.string()) }),
  ),
})

export const toolCallSchema = z.object({
  run_item_id: z.number(),
  loop_index: z.number(),
  tool_name: z.string(),
  args_json: z.unknown(),
  result_json: z.unknown(),
  status: z.string(),
  provider_style: text,
})

export const judgeResultSchema = z.object({
  id: number,
  run_item_id: number,
  car_id: number,
  writing_score: number,
  coding_score: number,
  tool_score: number,
  overall: number,
  rationale: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  parse_failed: flag,
  self_judged: flag,
})

/** Everything about a run; the same object is its export. */
export const runDetailSchema = z.object({
  run: runSchema,
  items: list(itemSchema),
  outputs: list(outputSchema),
  metrics: list(metricSchema),
  tool_calls: list(toolCallSchema),
  judge_results: list(judgeResultSchema),
})

export const runsSchema = z.array(runSchema)

export type Run = z.infer<typeof runSchema>
export type RunCar = z.infer<typeof runCarSchema>
export type RunItem = z.infer<typeof itemSchema>
export type Metric = z.infer<typeof metricSchema>
export type Output = z.infer<typeof outputSchema>
export type ToolCall = z.infer<typeof toolCallSchema>
export type JudgeResult = z.infer<typeof judgeResultSchema>
export type RunDetail = z.infer<typeof runDetailSchema>
export type CheckReport = z.infer<typeof checkReportSchema>

import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import { itemSchema, judgeResultSchema, metricSchema, outputSchema, toolCallSchema } from './types'

const text = unknownable(z.string())

/** One row of the matrix: what its cell shows and no more, since a run may have a million of them. */
export const rowSchema = z
  .object({
    id: z.number(),
    ordinal: unknownable(z.number()),
    test_id: unknownable(z.number()),
    car_id: unknownable(z.number()),
    repetition: z
      .number()
      .nullish()
      .transform((value) => value ?? 1),
    is_warmup: z.boolean().nullish().transform(Boolean),
    status: z.string(),
    test_name: text,
    checks_total: unknownable(z.number()),
    checks_passed: unknownable(z.number()),
    passed: unknownable(z.boolean()),
    total_us: unknownable(z.number()),
  })
  .transform(({ total_us, ...row }) => ({ ...row, totalMs: total_us === null ? null : total_us / 1000 }))

export const itemPageSchema = z.object({
  items: z.array(rowSchema),
  next_cursor: unknownable(z.number()),
})

const testSchema = z.object({
  id: z.number(),
  name: z.string(),
  system_prompt: text,
  user_prompt: z.string(),
  expected_constraints: text,
  reference: text,
})

/** Something that happened to an item; what its model said is not among it. */
const itemEventSchema = z.object({
  seq: z.number(),
  type: z.string(),
  data: z.looseObject({ timestamp: unknownable(z.string()) }),
})

const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? [])

export const itemDetailSchema = z.object({
  item: itemSchema,
  test: unknownable(testSchema),
  output: unknownable(outputSchema),
  metric: unknownable(metricSchema),
  tool_calls: list(toolCallSchema),
  judge_results: list(judgeResultSchema),
  events: list(itemEventSchema),
})

export type ItemPage = z.infer<typeof itemPageSchema>
export type Row = z.infer<typeof rowSchema>
export type ItemDetail = z.infer<typeof itemDetailSchema>
export type ItemEvent = z.infer<typeof itemEventSchema>

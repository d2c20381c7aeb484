import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import { itemSchema, judgeResultSchema, metricSchema, outputSchema, toolCallSchema } from './types'

const text = unknownable(z.string())

/** One row of the matrix: an item with its numbers, without its text. */
export const rowSchema = z
  .object({ item: itemSchema, test_name: text, metric: unknownable(metricSchema) })
  .transform(({ item, test_name, metric }) => ({ ...item, test_name, metric }))

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

export type Row = z.infer<typeof rowSchema>
export type ItemDetail = z.infer<typeof itemDetailSchema>
export type ItemEvent = z.infer<typeof itemEventSchema>

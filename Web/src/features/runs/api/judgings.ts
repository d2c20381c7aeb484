import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { unknownable } from '@/lib/measures'

const number = unknownable(z.number())
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)

export type JudgingMode = 'score' | 'pairwise'

/** Two cars over all cases, each asked in both orders. */
const pairSchema = z.object({
  first_car_id: z.number(),
  second_car_id: z.number(),
  n: z.number(),
  wins: z.number(),
  ties: z.number(),
  losses: z.number(),
  win_rate: number,
  consistency: number,
  p_value: number,
  failed: count,
})

export const judgingSchema = reads<Contract['JudgingView']>()(
  z.object({
    judging_id: z.number(),
    mode: z.string(),
    /** QUEUED, RUNNING, COMPLETED, FAILED or CANCELLED. */
    state: z.string(),
    error: unknownable(z.string()),
    judge_car_name: z.string(),
    total_items: count,
    scored_items: count,
    parse_failures: count,
    call_failures: count,
    run_overall: number,
    cost_usd: number,
    warnings: z
      .array(z.string())
      .nullish()
      .transform((value) => value ?? []),
    pairs: z
      .array(pairSchema)
      .nullish()
      .transform((value) => value ?? []),
  }),
)

export const judgingsSchema = z.object({ items: z.array(judgingSchema) })

export type Judging = z.infer<typeof judgingSchema>
export type Pair = z.infer<typeof pairSchema>

export const isJudging = (judging: Judging) => judging.state === 'QUEUED' || judging.state === 'RUNNING'

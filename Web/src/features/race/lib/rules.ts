import { z } from 'zod'
import { readStored, removeStored, writeStored } from '@/lib/stored'
import type { Grid } from './grid'

/** What the address does not carry: how often, how long at most, and who judges. */
export type Rules = Omit<Grid, 'suiteId' | 'carIds' | 'mode'>

export const noRules: Rules = {
  repetitions: 1,
  warmups: 0,
  judgeCarId: null,
  label: '',
  maxSeconds: null,
  maxCostUsd: null,
  maxErrors: null,
}

const place = 'podium.grid.rules'
const positive = z.number().positive().nullable()

const rulesSchema = z.object({
  repetitions: z.number().int().min(1).max(100),
  warmups: z.number().int().min(0).max(10),
  judgeCarId: z.number().int().positive().nullable(),
  label: z.string().max(200),
  maxSeconds: positive,
  maxCostUsd: positive,
  maxErrors: positive,
})

/** As this window last had them, until a race was started with them. */
export const keptRules = (): Rules => readStored(sessionStorage, place, rulesSchema) ?? noRules
export const keepRules = (rules: Rules) => writeStored(sessionStorage, place, rules)
export const forgetRules = () => removeStored(sessionStorage, place)

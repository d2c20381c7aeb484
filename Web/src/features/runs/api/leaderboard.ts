import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { getJson, query } from '@/lib/http'
import { unknownable } from '@/lib/measures'
import { rateSchema } from './scorecard'

const number = unknownable(z.number())

/** A car over all runs of one version of a suite. */
const standingSchema = z.object({
  car_id: z.number(),
  car_name: z.string(),
  model_name: z.string(),
  connection_name: unknownable(z.string()),
  suite_id: number,
  suite_name: unknownable(z.string()),
  suite_version: number,
  runs: z.number(),
  items_total: z.number(),
  items_failed: z.number(),
  error_rate: number,
  avg_ttft_ms: number,
  avg_latency_ms: number,
  avg_tokens_per_sec: number,
  assertion_pass_rate: number,
  avg_judge_overall: number,
  pass: unknownable(rateSchema),
  cost_usd: number,
  last_run_id: z.number(),
})

const leaderboardSchema = reads<Contract['RaceLeaderboard']>()(z.object({ rows: z.array(standingSchema) }))

export type Standing = z.infer<typeof standingSchema>

export const leaderboardQuery = (suite: number | undefined) =>
  queryOptions({
    queryKey: ['runs', 'leaderboard', suite],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/leaderboard${query({ suite_id: suite })}`, leaderboardSchema, signal),
  })

import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson, query, sendJson } from '@/lib/http'
import { unknownable } from '@/lib/measures'
import type { Entry, Grid } from '../lib/grid'

const startedSchema = z.object({ run_id: z.number() })

const testSchema = z.object({
  ok: z.boolean(),
  error: unknownable(z.string()),
  models: z.array(z.string()).default([]),
})

const paceSchema = z.object({
  rows: z.array(z.object({ car_id: z.number(), avg_latency_ms: unknownable(z.number()) })),
})

/** How long an item took each car so far: on this suite, whichever its version, or on all of them together. */
export const paceQuery = (suiteId: number | null) =>
  queryOptions({
    queryKey: ['runs', 'pace', suiteId],
    queryFn: async ({ signal }) => {
      const path = `/api/runs/leaderboard${query({ pooled: true, suite_id: suiteId })}`
      const { rows } = await getJson(path, paceSchema, signal)
      return new Map(
        rows.flatMap((row) => (row.avg_latency_ms === null ? [] : [[row.car_id, row.avg_latency_ms]])),
      )
    },
    staleTime: 60_000,
  })

export const startRun = async (body: object, key: string): Promise<number> =>
  (await sendJson('POST', '/api/runs/start', body, startedSchema, { 'Idempotency-Key': key })).run_id

/** Only what is set is sent. */
export function startBody(grid: Grid) {
  const limits = {
    ...(grid.maxSeconds !== null && { max_seconds: grid.maxSeconds }),
    ...(grid.maxCostUsd !== null && { max_cost_usd: grid.maxCostUsd }),
    ...(grid.maxErrors !== null && { max_errors: grid.maxErrors }),
  }
  return {
    suite_id: grid.suiteId,
    car_ids: grid.carIds,
    mode: grid.mode,
    repetitions: grid.repetitions,
    warmups: grid.warmups,
    ...(grid.judgeCarId !== null && { judge_car_id: grid.judgeCarId }),
    ...(grid.label.trim() !== '' && { label: grid.label.trim() }),
    ...(Object.keys(limits).length > 0 && { limits }),
  }
}

export interface Trouble {
  connection: string
  cars: string[]
  reason: string
}

/** Asks each connection once; what does not answer now would fail every item of its cars. */
export async function findTrouble(entries: readonly Entry[]): Promise<Trouble[]> {
  const byConnection = new Map<number, Entry[]>()
  for (const entry of entries) {
    byConnection.set(entry.connectionId, [...(byConnection.get(entry.connectionId) ?? []), entry])
  }
  const found = await Promise.all(
    [...byConnection].map(async ([id, cars]): Promise<Trouble[]> => {
      const names = cars.map((car) => car.name)
      const connection = cars[0]!.connection
      const answer = await sendJson('POST', `/api/connections/${id}/test`, undefined, testSchema)
      return answer.ok ? [] : [{ connection, cars: names, reason: answer.error ?? 'It did not answer.' }]
    }),
  )
  return found.flat()
}

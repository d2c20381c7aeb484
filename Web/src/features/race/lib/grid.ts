import { z } from 'zod'

/** A car as the grid needs it. */
export interface Entry {
  id: number
  name: string
  model: string
  connectionId: number
  connection: string
  /** As prices know it. */
  provider: string
  demo: boolean
  /** Requests that its connection lets in at once; null where that is not known. */
  maxInFlight: number | null
}

/** A suite as the grid needs it. */
export interface Track {
  id: number
  name: string
  category: string
  cases: number
  /** Null where the prompts were not read. */
  promptCharacters: number | null
  demo: boolean
}

export type Mode = 'sequential' | 'head_to_head'

export interface Grid {
  suiteId: number
  carIds: number[]
  mode: Mode
  repetitions: number
  warmups: number
  judgeCarId: number | null
  label: string
  maxSeconds: number | null
  maxCostUsd: number | null
  maxErrors: number | null
}

const id = z.coerce.number().int().positive().optional().catch(undefined)

/** What stands on the grid, as the address has it. */
export const gridSearchSchema = z.object({
  suite: id,
  /** Ids of cars, comma-separated, in the order they race. */
  cars: z.coerce.string().optional().catch(undefined),
  mode: z.enum(['sequential', 'head_to_head']).optional().catch(undefined),
})

export type GridSearch = z.infer<typeof gridSearchSchema>

export const carIdsOf = (search: GridSearch): number[] | null =>
  search.cars === undefined
    ? null
    : [...new Set(search.cars.split(',').map(Number))].filter((n) => Number.isInteger(n) && n > 0)

/** Nobody has chosen yet: the demo cars race without a key. */
export function defaultCars(entries: readonly Entry[]): number[] {
  const demo = entries.filter((entry) => entry.demo)
  return (demo.length >= 2 ? demo : entries).slice(0, 3).map((entry) => entry.id)
}

export const itemCount = (cases: number, cars: number, grid: Pick<Grid, 'repetitions'>) =>
  cases * cars * grid.repetitions

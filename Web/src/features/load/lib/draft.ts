import { z } from 'zod'

/** A car as the form needs it. */
export interface Target {
  id: number
  name: string
  model: string
  connection: string
  /** Requests that its connection lets in at once; null where that is not known. */
  maxInFlight: number | null
  demo: boolean
}

export interface PromptSource {
  id: number
  name: string
  cases: number
}

export type Shape = 'steady' | 'ramp' | 'sweep'
export type Arrivals = 'closed' | 'constant' | 'poisson'
export type Order = 'in_turn' | 'together'
export type Slo = 'ttft_ms' | 'itl_ms' | 'e2e_ms' | 'response_ms'

export interface Draft {
  name: string
  shape: Shape
  arrivals: Arrivals
  /** As typed: "8", or "1, 2, 4, 8" for the steps of a sweep. */
  levels: Record<Shape, string>
  growth: 'linear' | 'exponential'
  seconds: number
  warmups: number
  order: Order
  /** Null: the prompt below. */
  suiteId: number | null
  prompt: string
  maxOutputTokens: number | null
  uniquePrompts: boolean
  liftLimit: boolean
  slos: Record<Slo, number | null>
  stopAtSaturation: boolean
  maxErrors: number | null
  maxCostUsd: number | null
}

export const usualPrompt =
  'Explain in about eighty words why the sky is blue, to somebody who has never asked.'

export const emptyDraft: Draft = {
  name: '',
  shape: 'sweep',
  arrivals: 'closed',
  levels: { steady: '4', ramp: '1, 16', sweep: '1, 2, 4, 8' },
  growth: 'linear',
  seconds: 10,
  warmups: 1,
  order: 'in_turn',
  suiteId: null,
  prompt: usualPrompt,
  maxOutputTokens: 128,
  uniquePrompts: true,
  liftLimit: false,
  slos: { ttft_ms: 1_000, itl_ms: null, e2e_ms: null, response_ms: null },
  stopAtSaturation: true,
  maxErrors: null,
  maxCostUsd: null,
}

const id = z.coerce.number().int().positive().optional().catch(undefined)

export const loadSearchSchema = z.object({
  /** Ids of cars, comma-separated. */
  cars: z.coerce.string().optional().catch(undefined),
  /** The load whose plan the form begins with. */
  like: id,
})

export type LoadSearch = z.infer<typeof loadSearchSchema>

export const carIdsOf = (search: LoadSearch): number[] | null =>
  search.cars === undefined
    ? null
    : [...new Set(search.cars.split(',').map(Number))].filter((n) => Number.isInteger(n) && n > 0)

export const defaultTargets = (targets: readonly Target[]): number[] =>
  (targets.some((target) => target.demo) ? targets.filter((target) => target.demo) : targets)
    .slice(0, 1)
    .map((target) => target.id)

/** The numbers of a text, or null where something in it is none. */
export function levelsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  const numbers = parts.map(Number)
  return parts.length > 0 && numbers.every((n) => Number.isFinite(n) && n >= 0) ? numbers : null
}

const counts: Record<Shape, [number, number]> = { steady: [1, 1], ramp: [2, 2], sweep: [2, 20] }

/** What is wrong with the levels, in words; null when nothing is. The server has the last word. */
export function levelsTrouble(draft: Draft): string | null {
  const levels = levelsOf(draft.levels[draft.shape])
  if (!levels) return 'Numbers, separated by commas.'
  const [fewest, most] = counts[draft.shape]
  if (levels.length < fewest || levels.length > most) {
    return draft.shape === 'steady'
      ? 'One number.'
      : draft.shape === 'ramp'
        ? 'Two numbers: from and to.'
        : `${fewest} to ${most} numbers.`
  }
  if (draft.arrivals === 'closed' && levels.some((n) => n < 1 || !Number.isInteger(n))) {
    return 'Whole numbers of requests, at least 1.'
  }
  if (Math.max(...levels) <= 0) return 'Above zero.'
  if (draft.shape === 'sweep' && levels.some((n, i) => i > 0 && n <= levels[i - 1]!)) {
    return 'Each step above the one before.'
  }
  return null
}

export interface Estimate {
  seconds: number
  /** Of an open loop; null where the cars decide. */
  requests: number | null
}

export function estimate(draft: Draft, cars: number): Estimate {
  const levels = levelsOf(draft.levels[draft.shape]) ?? []
  const stages = draft.shape === 'ramp' ? 1 : levels.length
  const perStage = draft.shape === 'ramp' ? [meanOfRamp(levels, draft.growth)] : levels
  const perCar = perStage.reduce((sum, rate) => sum + Math.max(1, Math.round(rate * draft.seconds)), 0)
  return {
    seconds: stages * draft.seconds * (draft.order === 'in_turn' ? cars : 1),
    requests: draft.arrivals === 'closed' ? null : (perCar + draft.warmups) * cars,
  }
}

function meanOfRamp([from = 0, to = 0]: number[], growth: Draft['growth']): number {
  return growth === 'exponential' && from > 0 && from !== to
    ? (to - from) / Math.log(to / from)
    : (from + to) / 2
}

/** The level at a share of the whole plan, for its picture. */
export function profile(draft: Draft): { x: number; y: number }[] {
  const levels = levelsOf(draft.levels[draft.shape]) ?? []
  if (draft.shape === 'ramp') {
    const [from = 0, to = 0] = levels
    const at = (share: number) =>
      draft.growth === 'exponential' && from > 0 ? from * (to / from) ** share : from + (to - from) * share
    return Array.from({ length: 41 }, (_, i) => ({ x: i / 40, y: at(i / 40) }))
  }
  return levels.flatMap((y, i) => [
    { x: i / levels.length, y },
    { x: (i + 1) / levels.length, y },
  ])
}

/** Only what is set is sent. */
export function startBody(draft: Draft, carIds: readonly number[]) {
  const slos = Object.fromEntries(Object.entries(draft.slos).filter(([, value]) => value !== null))
  return {
    car_ids: carIds,
    shape: draft.shape,
    arrivals: draft.arrivals,
    levels: levelsOf(draft.levels[draft.shape]) ?? [],
    seconds: draft.seconds,
    warmups: draft.warmups,
    order: draft.order,
    unique_prompts: draft.uniquePrompts,
    lift_limit: draft.liftLimit,
    stop_at_saturation: draft.stopAtSaturation,
    ...(draft.shape === 'ramp' && { growth: draft.growth }),
    ...(draft.suiteId === null ? { prompt: draft.prompt } : { suite_id: draft.suiteId }),
    ...(draft.name.trim() !== '' && { name: draft.name.trim() }),
    ...(draft.maxOutputTokens !== null && { max_output_tokens: draft.maxOutputTokens }),
    ...(Object.keys(slos).length > 0 && { slos }),
    ...(draft.maxErrors !== null && { max_errors: draft.maxErrors }),
    ...(draft.maxCostUsd !== null && { max_cost_usd: draft.maxCostUsd }),
  }
}

import { formatDuration, formatRate } from '@/lib/format'
import type { LoadCar, LoadDetail, LoadPlan, StageResult } from '../api/types'

/** Of ten requests that were due, nine have to be good for a level to be borne. */
export const borneShare = 0.9

export const isOpen = (plan: LoadPlan) => plan.arrivals !== 'closed'
export const hasSlos = (plan: LoadPlan) => Object.values(plan.slos).some((limit) => limit !== null)
export const stagesOf = (stages: readonly StageResult[], car: LoadCar) =>
  stages.filter((stage) => stage.car_id === car.id)

export const levelText = (plan: LoadPlan, level: number) =>
  isOpen(plan) ? `${formatRate(level)} requests/s` : `${level} in flight`

export interface Verdict {
  car: LoadCar
  /** The highest level at which enough was good and nothing says that it was too much. */
  borne: StageResult | null
  /** The level that was too much. */
  broke: StageResult | null
  best: StageResult | null
}

/** What each car bears: of a sweep the last level before it broke, else whether its one level was borne. */
export function verdictOf(plan: LoadPlan, stages: readonly StageResult[], car: LoadCar): Verdict {
  // A level in which nothing was due, because the load was stopped there, says nothing.
  const mine = stagesOf(stages, car).filter((stage) => stage.due > 0)
  const good = (stage: StageResult) =>
    hasSlos(plan)
      ? (stage.good_share ?? 0) >= borneShare
      : stage.completed > 0 && (stage.error_rate ?? 1) <= 1 - borneShare
  const broke = mine.find((stage) => stage.saturation !== null || !good(stage)) ?? null
  const before = broke ? mine.slice(0, mine.indexOf(broke)) : mine
  const rate = (stage: StageResult) => stage.good_per_s ?? stage.requests_per_s ?? 0
  const best = mine.reduce<StageResult | null>(
    (top, stage) => (top === null || rate(stage) > rate(top) ? stage : top),
    null,
  )
  return { car, borne: before.at(-1) ?? null, broke, best }
}

const heldShare = 0.05
const lateMs = 50

/** What a reader must know before believing the numbers. */
export function cautions({ load, stages }: LoadDetail): string[] {
  const found: string[] = []
  const held = stages.filter((stage) => (stage.held_share ?? 0) > heldShare)
  for (const car of load.cars) {
    const worst = held
      .filter((stage) => stage.car_id === car.id)
      .reduce<StageResult | null>(
        (top, stage) => (top && top.held_share! >= stage.held_share! ? top : stage),
        null,
      )
    if (worst) {
      found.push(
        `${car.connection_name ?? 'The connection'} of ${car.name} lets ${car.max_in_flight ?? 'few'} requests in at once. ` +
          `At ${levelText(load.plan, worst.level_to)}, ${percent(worst.held_share!)} of them waited there, ` +
          `half of all at least ${formatDuration(worst.gate_ms?.p50 ?? 0)}: that is Podium's limit, not the model's.`,
      )
    }
  }
  const late = Math.max(0, ...stages.map((stage) => stage.lag_ms?.p95 ?? 0))
  if (late > lateMs && isOpen(load.plan)) {
    found.push(
      `Podium itself was late: one request in twenty was sent ${formatDuration(late)} after it was due, or later. ` +
        'This machine could not offer more.',
    )
  }
  const unfinished = stages.reduce((sum, stage) => sum + stage.unfinished + stage.unsent, 0)
  if (unfinished > 0) {
    found.push(
      `${unfinished} ${unfinished === 1 ? 'request was' : 'requests were'} not sent or not answered in time. ` +
        'They count as not good, and no time of theirs is in the percentiles.',
    )
  }
  if (load.demo) found.push('Demo cars play a script: this shows the instrument, and measures no model.')
  return found
}

export const percent = (share: number) => `${Math.round(share * 100)} %`

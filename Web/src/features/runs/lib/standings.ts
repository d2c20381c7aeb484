import type { LaneModel } from './lane-model'
import type { RaceModel } from './race-model'

/** Time behind the leader at the last item both have finished; null while a car has finished none. */
export function gapsOf(lanes: readonly LaneModel[]): Map<number, number | null> {
  const fastest = new Map<number, number>()
  const fastestAt = (at: number) => {
    const known = fastest.get(at)
    if (known !== undefined) return known
    let best = Infinity
    for (const lane of lanes) best = Math.min(best, lane.splits[at] ?? Infinity)
    fastest.set(at, best)
    return best
  }
  return new Map(
    lanes.map((lane) => {
      const at = lane.splits.length - 1
      return [lane.carId, at < 0 ? null : lane.splits[at]! - fastestAt(at)]
    }),
  )
}

export type PodiumOrder = 'result' | 'time'

export interface Placed {
  lane: LaneModel
  /** 1 for the winner; cars that are level share a place. Null: there is nothing to place it by. */
  place: number | null
}

/** It ran every item: only then is its time one to be compared. */
export const ranAll = (lane: LaneModel) => lane.total > 0 && lane.done >= lane.total

/** Checks have spoken of some item of the race; else nothing is right or wrong in it. */
export const isChecked = (lanes: readonly LaneModel[]) => lanes.some((lane) => lane.checkedItems > 0)

export const completedBy = (lane: LaneModel) => lane.done - lane.failed

/**
 * By result: items passed (completed, where nothing was checked), then time on track. By time: time on track alone, of cars that ran every
 * item, those that failed nothing first. A car that completed no item takes no place.
 */
export function placesOf(lanes: readonly LaneModel[], order: PodiumOrder): Placed[] {
  const good = isChecked(lanes) ? (lane: LaneModel) => lane.passed : completedBy
  const inRace = lanes.filter((lane) => completedBy(lane) > 0 && (order === 'result' || ranAll(lane)))
  const time = comparableTimes(inRace)
  const ranks = (lane: LaneModel) =>
    order === 'result' ? [-good(lane), ranAll(lane) ? 0 : 1, time(lane)] : [lane.failed, time(lane)]
  const compare = (a: Placed['lane'], b: Placed['lane']) => {
    const [left, right] = [ranks(a), ranks(b)]
    const at = left.findIndex((rank, index) => rank !== right[index])
    return at < 0 ? 0 : left[at]! - right[at]!
  }
  const placed: Placed[] = []
  ;[...inRace].sort(compare).forEach((lane, index) => {
    const before = placed[index - 1]
    placed.push({ lane, place: before && compare(before.lane, lane) === 0 ? before.place : index + 1 })
  })
  const rest = lanes.filter((lane) => !inRace.includes(lane)).sort((a, b) => completedBy(b) - completedBy(a))
  return [...placed, ...rest.map((lane) => ({ lane, place: null }))]
}

/** Cars that did not run every item are compared at the last item all of them have finished. */
function comparableTimes(lanes: readonly LaneModel[]): (lane: LaneModel) => number {
  const common = Math.min(...lanes.filter((lane) => !ranAll(lane)).map((lane) => lane.splits.length))
  return (lane) => (ranAll(lane) ? lane.timeMs : lane.splits[common - 1]!)
}

/** Positions while the race is on: by the last common split, before that by the work done. */
export function positionsOf(model: RaceModel): Map<number, number> {
  const usual = model.usualTokens()
  const common = Math.min(...model.lanes.map((lane) => lane.splits.length))
  const key = (lane: LaneModel) => (common > 0 ? lane.splits[common - 1]! : -lane.progress(usual))
  const sorted = [...model.lanes].sort((a, b) => key(a) - key(b))
  return new Map(sorted.map((lane, index) => [lane.carId, index + 1]))
}

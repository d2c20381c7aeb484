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
  /** 1 for the winner; cars that are level share a place. Null: it finished nothing. */
  place: number | null
}

/**
 * By result: items passed, then time on track. By time: time on track alone, of cars that failed nothing first.
 * A car that completed no item takes no place.
 */
export function placesOf(lanes: readonly LaneModel[], order: PodiumOrder): Placed[] {
  const score = (lane: LaneModel) => (order === 'result' ? lane.passed : -lane.failed)
  const completed = (lane: LaneModel) => lane.done - lane.failed
  const inRace = lanes.filter((lane) => completed(lane) > 0)
  const sorted = [...inRace].sort((a, b) => score(b) - score(a) || a.timeMs - b.timeMs)
  const placed: Placed[] = []
  sorted.forEach((lane, index) => {
    const before = placed[index - 1]
    const level = before && score(before.lane) === score(lane) && before.lane.timeMs === lane.timeMs
    placed.push({ lane, place: level ? before.place : index + 1 })
  })
  return [...placed, ...lanes.filter((lane) => completed(lane) === 0).map((lane) => ({ lane, place: null }))]
}

/** Positions while the race is on: by the last common split, before that by the work done. */
export function positionsOf(model: RaceModel): Map<number, number> {
  const usual = model.usualTokens()
  const common = Math.min(...model.lanes.map((lane) => lane.splits.length))
  const key = (lane: LaneModel) => (common > 0 ? lane.splits[common - 1]! : -lane.progress(usual))
  const sorted = [...model.lanes].sort((a, b) => key(a) - key(b))
  return new Map(sorted.map((lane, index) => [lane.carId, index + 1]))
}

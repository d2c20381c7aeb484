import type { Entry, Grid } from './grid'

/** Milliseconds of an item by car, where it has raced before. */
export type Pace = ReadonlyMap<number, number>

export interface TimeEstimate {
  ms: number
  /** Cars whose time is known from earlier races; the others are guessed. */
  known: number
}

const usualItemMs = 6_000
const usualDemoItemMs = 1_500

/** Each test once per repetition and car, and the first of them once more per warm-up. */
export const heatCount = (cases: number, { repetitions, warmups }: Pick<Grid, 'repetitions' | 'warmups'>) =>
  cases * repetitions + warmups

/**
 * One item after the other takes as long as all of them. Head to head the cars of a test start together, as soon as each connection has room
 * for as many of them as it takes at once: so it takes as long as the slowest connection, and where there is room, several tests at a time.
 */
export function estimateTime(
  entries: readonly Entry[],
  cases: number,
  grid: Pick<Grid, 'mode' | 'repetitions' | 'warmups' | 'maxSeconds'>,
  pace: Pace,
): TimeEstimate {
  const heats = heatCount(cases, grid)
  const each = entries.map((entry) => pace.get(entry.id) ?? (entry.demo ? usualDemoItemMs : usualItemMs))
  const known = entries.filter((entry) => pace.has(entry.id)).length
  const ms =
    grid.mode === 'sequential'
      ? heats * each.reduce((sum, one) => sum + one, 0)
      : together(entries, each, heats)
  return { ms: grid.maxSeconds === null ? ms : Math.min(ms, grid.maxSeconds * 1_000), known }
}

function together(entries: readonly Entry[], each: readonly number[], heats: number): number {
  const lanes = new Map<number, { cars: number; sum: number; longest: number; room: number }>()
  entries.forEach((entry, index) => {
    const lane = lanes.get(entry.connectionId) ?? {
      cars: 0,
      sum: 0,
      longest: 0,
      room: entry.maxInFlight ?? Infinity,
    }
    lane.cars++
    lane.sum += each[index]!
    lane.longest = Math.max(lane.longest, each[index]!)
    lanes.set(entry.connectionId, lane)
  })
  const all = [...lanes.values()]
  const heatMs = Math.max(0, ...all.map(({ longest, sum, room }) => Math.max(longest, sum / room)))
  // Without a known limit nothing says that a second test has room beside the first.
  const atOnce = Math.min(
    ...all.map(({ cars, room }) => (room === Infinity ? 1 : Math.max(1, Math.floor(room / cars)))),
  )
  return heatMs * Math.ceil(heats / Math.max(1, Math.min(atOnce, heats)))
}

import { useSyncExternalStore } from 'react'
import type { Lane } from './lane'
import { isFinished } from './lane-state'

/** One time axis for all lanes: grows in doublings while they run, ends at the last token of all once they are done. */
export function useAxis(lanes: Lane[]): number {
  return useSyncExternalStore(
    (listener) => {
      const leave = lanes.map((lane) => lane.summary.subscribe(listener))
      return () => leave.forEach((stop) => stop())
    },
    () => {
      const done = lanes.every((lane) => isFinished(lane.summary.get().state.status))
      return Math.max(1, ...lanes.map(({ arrivals }) => (done ? arrivals.lastMs : arrivals.spanMs)))
    },
  )
}

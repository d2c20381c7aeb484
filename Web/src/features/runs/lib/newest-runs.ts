import type { Run } from '../api/types'
import type { RunsSearch } from './runs-search'

/**
 * The list as it was read, with what is known since of the newest runs (all of them, without gaps): new ones on top, changed ones as they are now,
 * deleted ones gone. What no longer fits the filters is left out.
 */
export function withNewest(listed: readonly Run[], newest: readonly Run[], search: RunsSearch): Run[] {
  const known = new Map(newest.map((run) => [run.id, run]))
  const [from, to] = [Math.min(...known.keys()), Math.max(...known.keys())]
  const top = Math.max(0, ...listed.map(({ id }) => id))
  const isGone = ({ id }: Run) => id >= from && id <= to && !known.has(id)
  return [
    ...newest.filter((run) => run.id > top),
    ...listed.filter((run) => !isGone(run)).map((run) => known.get(run.id) ?? run),
  ].filter((run) => fits(run, search))
}

function fits(run: Run, { q, baseline, status, suite, car }: RunsSearch): boolean {
  if (baseline && !run.is_baseline) return false
  if (status !== undefined && run.status !== status) return false
  if (suite !== undefined && run.suite_id !== suite) return false
  if (car !== undefined && !run.selected_car_ids_json.includes(car)) return false
  if (!q) return true
  const words = [
    run.label,
    run.suite_name,
    `#${run.id}`,
    ...run.cars.flatMap((each) => [each.name, each.model]),
  ]
  return words.join(' ').toLowerCase().includes(q.toLowerCase())
}

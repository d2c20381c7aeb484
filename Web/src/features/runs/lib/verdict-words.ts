import type { CarPair, RunVerdict } from '../api/scorecard'
import { formatShare, measureOf } from './measures'

const listed = (names: string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** Cases that the two cars of some pair have in common. */
const casesOf = (verdict: RunVerdict) =>
  Math.max(
    0,
    ...verdict.pairs.flatMap((pair) =>
      pair.metrics.filter((m) => m.metric === verdict.decided_by).map((m) => m.n),
    ),
  )

/** Which car to use, in a sentence or two. */
export function sayVerdict(verdict: RunVerdict): string {
  if (verdict.decided_by === null || verdict.leaders.length === 0) return verdict.reasons.join(' ')
  const measure = measureOf(verdict.decided_by)
  const cases = casesOf(verdict)
  const names = verdict.leaders.map((leader) => leader.car_name)
  const by = `by ${measure.name.toLowerCase()}`
  if (names.length === 1) return `${names[0]} leads ${by}: no other car beats it over ${cases} cases.`
  const more =
    verdict.needed_n !== null && verdict.needed_for !== null && verdict.needed_n > cases
      ? ` About ${verdict.needed_n.toLocaleString('en')} would show a difference of ${verdict.needed_for < 1 ? formatShare(verdict.needed_for) : verdict.needed_for}.`
      : ''
  const better = verdict.leaders
    .filter((leader) => leader.advantages.length > 0)
    .map(
      (leader) =>
        ` ${leader.car_name} is better in ${listed(leader.advantages.map((id) => measureOf(id).name.toLowerCase()))}.`,
    )
  return `${cases} cases do not tell ${listed(names)} apart ${by}.${more}${better.join('')}`
}

/** The pair worth looking at first: a leader and whoever comes next. */
export const firstPair = (verdict: RunVerdict): CarPair | undefined => {
  const leaders = new Set(verdict.leaders.map((leader) => leader.car_id))
  return (
    verdict.pairs.find((pair) => leaders.has(pair.first_car_id) && leaders.has(pair.second_car_id)) ??
    verdict.pairs.find((pair) => leaders.has(pair.first_car_id) || leaders.has(pair.second_car_id)) ??
    verdict.pairs[0]
  )
}

import { formatUsd } from '@/lib/format'
import type { Judging } from '../api/judgings'
import type { ScoreRow } from '../api/scorecard'

type Priced = Pick<ScoreRow, 'cost_usd' | 'cost_items' | 'check_cost_usd' | 'items_total'>

/** Answers, checks and judgings together; null when no price is known. Where some have none, the sum is a lower bound and says so. */
export function costOfRun(
  rows: readonly Priced[],
  judgings: readonly Pick<Judging, 'cost_usd'>[],
): string | null {
  const known = [
    ...rows.flatMap(({ cost_usd, check_cost_usd }) => [cost_usd, check_cost_usd]),
    ...judgings.map(({ cost_usd }) => cost_usd),
  ].filter((cost) => cost !== null)
  if (known.length === 0) return null
  const whole = rows.every(
    ({ cost_usd, cost_items, items_total }) => cost_usd !== null && cost_items === items_total,
  )
  return `${whole ? 'cost' : 'cost at least'} ${formatUsd(known.reduce((sum, cost) => sum + cost, 0))}`
}

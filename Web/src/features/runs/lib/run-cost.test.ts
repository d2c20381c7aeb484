import { expect, it } from 'vitest'
import { costOfRun } from './run-cost'

const row = (cost_usd: number | null, cost_items: number, check_cost_usd: number | null = null) => ({
  cost_usd,
  cost_items,
  check_cost_usd,
  items_total: 4,
})

it('adds up answers, checks and judgings', () =>
  expect(costOfRun([row(1, 4, 0.5), row(2, 4)], [{ cost_usd: 0.25 }, { cost_usd: null }])).toBe('cost $3.75'))

it('a sum over fewer items than there were is no sum', () => {
  expect(costOfRun([row(1, 3)], [])).toBe('cost at least $1.00')
  expect(costOfRun([row(1, 4), row(null, 0)], [])).toBe('cost at least $1.00')
})

it('what nobody knows is not zero', () => expect(costOfRun([row(null, 0)], [])).toBeNull())

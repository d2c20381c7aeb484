import { expect, it } from 'vitest'
import { runVerdictSchema, type RunVerdict } from '../api/scorecard'
import { firstPair, sayVerdict } from './verdict-words'

const pair = (first: number, second: number) => ({
  first_car_id: first,
  first_car_name: `Car ${first}`,
  second_car_id: second,
  second_car_name: `Car ${second}`,
  metrics: [{ metric: 'pass_rate', higher_is_better: true, verdict: 'no_evidence', n: 40 }],
})

const verdict = (leaders: number[], more: object = {}): RunVerdict =>
  runVerdictSchema.parse({
    reasons: [],
    decided_by: 'pass_rate',
    leaders: leaders.map((id) => ({
      car_id: id,
      car_name: `Car ${id}`,
      advantages: id === 2 ? ['cost_usd'] : [],
    })),
    pairs: [pair(1, 3), pair(1, 2), pair(2, 3)],
    ...more,
  })

it('names the car that no other one beats', () => {
  expect(sayVerdict(verdict([1]))).toBe('Car 1 leads by items passed: no other car beats it over 40 cases.')
})

it('says that the cases are too few, how many would do, and what else speaks for a car', () => {
  expect(sayVerdict(verdict([1, 2], { needed_n: 1234, needed_for: 0.05 }))).toBe(
    '40 cases do not tell Car 1 and Car 2 apart by items passed. About 1,234 would show a difference of 5.0 %. Car 2 is better in cost per item.',
  )
})

it('says why there is no verdict', () => {
  expect(
    sayVerdict(verdict([], { decided_by: null, reasons: ['No two cars answered the same case.'] })),
  ).toBe('No two cars answered the same case.')
})

it('shows the leaders first', () => {
  expect(firstPair(verdict([1, 2]))?.second_car_id).toBe(2)
  expect(firstPair(verdict([3]))?.first_car_id).toBe(1)
  expect(firstPair(verdict([], { pairs: [] }))).toBeUndefined()
})

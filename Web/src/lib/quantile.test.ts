import { expect, it } from 'vitest'
import { quantile, spreadOf } from './quantile'

it.each([
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 20, 30, 40, 50], 0.9, 46],
  [[7], 0.99, 7],
  [[0, 100], 0.25, 25],
])('the quantile of %j at %d is %d, as numpy has it', (values, p, expected) =>
  expect(quantile(values, p)).toBeCloseTo(expected, 12),
)

it('a spread leaves out what is unknown, and is unknown of nothing', () => {
  expect(spreadOf([3, null, 1, 2])).toMatchObject({ n: 3, min: 1, median: 2, max: 3 })
  expect(spreadOf([null])).toBeNull()
})

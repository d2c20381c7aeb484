import { expect, it } from 'vitest'
import { Arrivals } from './arrivals'

it('keeps every event when time outgrows its bins', () => {
  const arrivals = new Arrivals(10)
  for (let ms = 0; ms < 60_000; ms += 50) arrivals.add(ms, 'answer')
  expect(arrivals.count).toBe(1200)
  expect(arrivals.spanMs).toBeGreaterThan(59_950)
  expect([arrivals.firstMs, arrivals.lastMs]).toEqual([0, 59_950])
})

it('tells reasoning from the answer', () => {
  const arrivals = Arrivals.of([100, 200, 900], 900)
  expect(arrivals.path('reasoning', 20).match(/M/g)).toHaveLength(2)
  expect(arrivals.path('answer', 20).match(/M/g)).toHaveLength(1)
})

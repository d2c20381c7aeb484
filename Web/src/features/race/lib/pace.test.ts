import { expect, it } from 'vitest'
import type { Entry } from './grid'
import { estimateTime } from './pace'

const entry = (id: number, more: Partial<Entry> = {}): Entry => ({
  id,
  name: `Car ${id}`,
  model: `m${id}`,
  connectionId: 1,
  connection: 'Ollama',
  provider: 'ollama',
  demo: false,
  maxInFlight: 1,
  ...more,
})
const rules = { mode: 'sequential' as const, repetitions: 1, warmups: 0, maxSeconds: null }
const pace = new Map([
  [1, 1_000],
  [2, 3_000],
])
const cars = [entry(1), entry(2)]
const ms = (...asked: Parameters<typeof estimateTime>) => estimateTime(...asked).ms

it('one at a time takes as long as all items, warm-ups included', () => {
  expect(estimateTime(cars, 10, rules, pace)).toEqual({ ms: 40_000, known: 2 })
  expect(ms(cars, 10, { ...rules, repetitions: 3, warmups: 2 }, pace)).toBe(32 * 4_000)
})

it('says of how many cars the time is known; the others are guessed', () => {
  expect(estimateTime([entry(1), entry(9)], 10, rules, pace)).toEqual({ ms: 70_000, known: 1 })
  expect(ms([entry(9, { demo: true })], 10, rules, new Map())).toBe(15_000)
})

it('head to head goes as the connections let it', () => {
  const mode = { ...rules, mode: 'head_to_head' as const }
  expect(ms(cars, 10, mode, pace)).toBe(40_000)
  const roomy = cars.map((car) => ({ ...car, maxInFlight: 2 }))
  expect(ms(roomy, 10, mode, pace)).toBe(30_000)
  const roomier = cars.map((car) => ({ ...car, maxInFlight: 4 }))
  expect(ms(roomier, 10, mode, pace)).toBe(15_000)
  const apart = [entry(1, { maxInFlight: 8 }), entry(2, { connectionId: 2 })]
  expect(ms(apart, 10, mode, pace)).toBe(30_000)
  const unknown = cars.map((car) => ({ ...car, maxInFlight: null }))
  expect(ms(unknown, 10, mode, pace)).toBe(30_000)
})

it('no race takes longer than its limit', () => {
  expect(ms(cars, 10, { ...rules, maxSeconds: 12 }, pace)).toBe(12_000)
})

it('an empty grid takes no time', () => {
  expect(ms([], 10, { ...rules, mode: 'head_to_head' }, pace)).toBe(0)
})

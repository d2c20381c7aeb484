import { expect, it } from 'vitest'
import { samples } from '@/testing/samples'
import { generationSchema } from '../api/types'
import { fromGeneration } from './lane-state'
import { judge, type Contender } from './verdict'

const contender = (key: string, bytes: number, more: object = {}): Contender => ({
  key,
  label: key,
  modelId: key,
  state: { ...fromGeneration(generationSchema.parse(samples.generation(key, more))), bytes },
})

const timings = (ttftMs: number, closedMs: number) => ({
  timings: { ttftMs, lastTokenMs: closedMs, closedMs },
})

it('names the best of each measure', () => {
  const verdicts = judge([
    contender('quick', 9000, { ...timings(100, 4000), cost: { totalUsd: 0.02 } }),
    contender('light', 3000, { ...timings(400, 3000), cost: { totalUsd: 0.01 } }),
  ])
  expect(verdicts.map(({ id, winner, value, n }) => [id, winner?.key, value, n])).toEqual([
    ['first-token', 'quick', 100, 2],
    ['finish', 'light', 3000, 2],
    ['cost', 'light', 0.01, 2],
    ['weight', 'light', 3000, 2],
  ])
})

it('demo lanes, cut-off pages and unknown values take no part, and one alone has won nothing', () => {
  const verdicts = judge([
    contender('real', 9000, timings(500, 6000)),
    contender('unpriced', 8000, { ...timings(700, 5000), cost: null }),
    contender('demo', 10, { ...timings(1, 2), demo: true, cost: { totalUsd: 0 } }),
    contender('cut', 20, { ...timings(2, 3), truncated: true }),
  ])
  expect(verdicts.map(({ id, winner }) => [id, winner?.key ?? null])).toEqual([
    ['first-token', 'real'],
    ['finish', 'unpriced'],
    ['cost', null],
    ['weight', 'unpriced'],
  ])
})

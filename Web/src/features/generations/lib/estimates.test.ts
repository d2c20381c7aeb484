import { expect, it } from 'vitest'
import { pricingSchema } from '../api/types'
import { estimateCost, findPrice, outputTokens, tokensPerSecond } from './estimates'
import { emptyLane } from './lane-state'

const row = (model: string, match: string, input: number, output: number, more: object = {}) => ({
  provider: 'openai',
  model,
  match,
  rates: { input, output, cachedInput: null },
  ...more,
})

const pricing = pricingSchema.parse({
  version: 'v',
  rows: [
    row('gpt-5', 'prefix', 1, 2),
    row('gpt-5-mini', 'prefix', 3, 4),
    row('gpt-5-mini-x', 'exact', 5, 6),
    row('old', 'exact', 7, 8, { until: '2026-01-01T00:00:00Z' }),
    row('old', 'exact', 9, 10, { from: '2026-01-01T00:00:00Z' }),
    row('routed', 'exact', 11, 12, { servedBy: 'together' }),
  ],
})

const now = Date.parse('2026-11-21T00:00:00Z')

it.each([
  ['gpt-5-mini-x', 5],
  ['GPT-5-mini-2026', 3],
  ['gpt-5.1:together', 1],
  ['old', 9],
  ['routed', null],
  ['claude', null],
])('%s is priced at %s', (model, input) => {
  expect(findPrice(pricing, 'openai', model, now)?.rates.input ?? null).toBe(input)
})

it('an estimate needs a price and some text; without either it is unknown, not zero', () => {
  const lane = { ...emptyLane, characters: 4000 }
  const price = findPrice(pricing, 'openai', 'gpt-5', now)
  expect(estimateCost(price, 8000, lane)).toBeCloseTo((2000 * 1 + 1000 * 2) / 1e6, 12)
  expect(estimateCost(null, 8000, lane)).toBeNull()
  expect(estimateCost(price, 8000, emptyLane)).toBeNull()
})

it('counts are estimates until the provider has reported usage', () => {
  const usage = {
    inputTokens: 10,
    outputTokens: 77,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    totalTokens: 87,
  }
  expect(outputTokens({ ...emptyLane, characters: 400, reasoningCharacters: 40 })).toEqual({
    value: 110,
    estimated: true,
  })
  expect(outputTokens({ ...emptyLane, characters: 400, usage })).toEqual({ value: 77, estimated: false })
  expect(outputTokens(emptyLane).value).toBeNull()
})

it('speed counts tokens after the first over the time after the first', () => {
  const lane = { ...emptyLane, characters: 404, ttftMs: 500, lastTokenMs: 1500 }
  expect(tokensPerSecond(lane).value).toBeCloseTo(100, 6)
  expect(tokensPerSecond({ ...lane, lastTokenMs: 600 }).value).toBeNull()
})

import { describe, expect, it } from 'vitest'
import { emptyDraft, estimate, levelsOf, levelsTrouble, profile, startBody, type Draft } from './draft'

const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft, ...more })

describe('levels', () => {
  it('reads numbers however they are separated, and refuses what is none', () => {
    expect(levelsOf('1, 2;4 8.5')).toEqual([1, 2, 4, 8.5])
    expect(levelsOf('1, two')).toBeNull()
    expect(levelsOf(' ')).toBeNull()
  })

  it('says what is wrong with them', () => {
    const sweep = (levels: string, more: Partial<Draft> = {}) =>
      levelsTrouble(draft({ levels: { ...emptyDraft.levels, sweep: levels }, ...more }))
    expect(sweep('1, 2, 4')).toBeNull()
    expect(sweep('4')).toBe('2 to 20 numbers.')
    expect(sweep('1, 4, 2')).toBe('Each step above the one before.')
    expect(sweep('0.5, 1')).toBe('Whole numbers of requests, at least 1.')
    expect(sweep('0.5, 1', { arrivals: 'poisson' })).toBeNull()
  })
})

describe('the estimate', () => {
  it('counts the requests of an open loop, and leaves those of a closed one to the cars', () => {
    const open = draft({
      arrivals: 'constant',
      shape: 'steady',
      levels: { ...emptyDraft.levels, steady: '5' },
    })
    expect(estimate(open, 2)).toEqual({ seconds: 20, requests: 102 })
    expect(estimate({ ...open, order: 'together' }, 2).seconds).toBe(10)
    expect(estimate({ ...open, arrivals: 'closed' }, 2).requests).toBeNull()
  })

  it('knows the mean of a ramp', () => {
    const ramp = draft({
      arrivals: 'constant',
      shape: 'ramp',
      warmups: 0,
      levels: { ...emptyDraft.levels, ramp: '0, 10' },
    })
    expect(estimate(ramp, 1).requests).toBe(50)
  })
})

it('draws steps for a sweep and a line for a ramp', () => {
  expect(profile(draft({ levels: { ...emptyDraft.levels, sweep: '1, 3' } }))).toEqual([
    { x: 0, y: 1 },
    { x: 0.5, y: 1 },
    { x: 0.5, y: 3 },
    { x: 1, y: 3 },
  ])
  const ramp = profile(
    draft({ shape: 'ramp', growth: 'exponential', levels: { ...emptyDraft.levels, ramp: '1, 16' } }),
  )
  expect(ramp[20]).toEqual({ x: 0.5, y: 4 })
})

it('sends only what is set', () => {
  expect(
    startBody(
      draft({ suiteId: 7, slos: { ttft_ms: null, itl_ms: null, e2e_ms: null, response_ms: null } }),
      [3],
    ),
  ).toEqual({
    car_ids: [3],
    shape: 'sweep',
    arrivals: 'closed',
    levels: [1, 2, 4, 8],
    seconds: 10,
    warmups: 1,
    order: 'in_turn',
    unique_prompts: true,
    lift_limit: false,
    stop_at_saturation: true,
    suite_id: 7,
    max_output_tokens: 128,
  })
})

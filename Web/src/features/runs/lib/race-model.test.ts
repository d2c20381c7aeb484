import { describe, expect, it } from 'vitest'
import { SseParser } from '@/lib/sse'
import { lap, raceEnd, raceStart, raceWire, type RaceStep } from '@/testing/race-samples'
import { readRunEvent, type RunEvent } from '../api/events'
import { RaceModel } from './race-model'
import { gapsOf, placesOf, positionsOf } from './standings'
import { Tape } from './tape'

const read = (steps: RaceStep[], everyMs = 100, from = 1): RunEvent[] =>
  new SseParser().feed(raceWire(steps, everyMs, from)).flatMap((raw) => readRunEvent(raw) ?? [])

function race(steps: RaceStep[], itemsPerCar = 2): RaceModel {
  const model = new RaceModel({ carIds: [1, 2], itemsPerCar })
  for (const event of read(steps)) model.apply(event)
  return model
}

const started: RaceStep = ['item.started', 10, { car_id: 1, test_id: 1, is_warmup: false }]

describe('distance', () => {
  it('is work done: whole items, and a share of the one on its way that never completes it', () => {
    const model = race([raceStart, ...lap(10, 1, 800), ['item.started', 11, { car_id: 1, test_id: 2 }]])
    const lane = model.lane(1)!
    expect(lane.progress(null)).toBe(0.5)
    for (const event of read([['token.delta', 11, { token: 'x'.repeat(40) }]], 100, 50)) model.apply(event)
    const some = lane.progress(null)
    expect(some).toBeGreaterThan(0.5)
    for (const event of read([['token.delta', 11, { token: 'x'.repeat(9000) }]], 100, 51)) model.apply(event)
    expect(lane.progress(null)).toBeGreaterThan(some)
    expect(lane.progress(null)).toBeLessThan(1)
  })

  it('does not count warm-ups', () => {
    const model = race([
      raceStart,
      ['item.started', 9, { car_id: 1, test_id: 1, is_warmup: true }],
      ['item.completed', 9, { status: 'COMPLETED' }],
    ])
    expect([model.lane(1)!.done, model.lane(1)!.timeMs]).toEqual([0, 0])
  })
})

it('speed is that of the last moment, and falls to nothing when nothing comes', () => {
  const deltas = Array.from({ length: 10 }, (): RaceStep => ['token.delta', 10, { token: 'x'.repeat(40) }])
  const model = race([raceStart, started, ...deltas])
  const lane = model.lane(1)!
  expect(lane.speed(model.lastAtMs!)).toBeCloseTo(111, 0)
  expect(lane.speed(model.lastAtMs! + 5_000)).toBe(0)
})

it('the reaction at the lights is the time to the first token', () => {
  const model = race([raceStart, ...lap(10, 1, 800), ...lap(11, 1, 1200)])
  expect(model.lane(1)!.reactions).toEqual([200, 300])
  expect(model.lane(1)!.reactionMedian()).toBe(250)
})

it('a retry smokes, and voids what the lost attempt said', () => {
  const model = race([
    raceStart,
    started,
    ['ttft.recorded', 10, { ttft_ms: 90 }],
    ['token.delta', 10, { token: 'half an ans' }],
    ['item.error', 10, { attempt: 1, error: '503', retrying: true }],
    ['item.retry', 10, { attempt: 2, delay_ms: 500, reason: '503' }],
    ['token.delta', 10, { token: 'whole' }],
  ])
  const lane = model.lane(1)!
  expect(lane.readText()).toBe('whole')
  expect([lane.retries, lane.reactions, lane.smokeAtMs !== null]).toEqual([1, [], true])
  expect(model.log.at(-1)).toMatchObject({ text: 'Tries again: 503', bad: true })
})

it('a tool call is a pit stop until the model is asked again', () => {
  const steps: RaceStep[] = [raceStart, started, ['tool.call.detected', 10, { count: 1 }]]
  expect(race(steps).lane(1)!.standing(false)).toBe('pit')
  const out = race([
    ...steps,
    ['tool.call.executed', 10, { tool_name: 'calculator', status: 'ok' }],
    ['tool.loop.continue', 10, { loop: 1 }],
  ])
  expect([out.lane(1)!.standing(false), out.lane(1)!.pitStops]).toEqual(['racing', 1])
})

it('what is thought aloud gives way to the answer', () => {
  const model = race([raceStart, started, ['reasoning.delta', 10, { token: 'Hmm' }]])
  expect([model.lane(1)!.readText(), model.lane(1)!.thinking]).toEqual(['Hmm', true])
  for (const event of read([['token.delta', 10, { token: 'Hello' }]], 100, 20)) model.apply(event)
  expect([model.lane(1)!.readText(), model.lane(1)!.thinking]).toEqual(['Hello', false])
})

it('an event seen before changes nothing, as after a reconnect that repeats', () => {
  const steps = [raceStart, ...lap(10, 1, 800)]
  const model = race(steps)
  for (const event of read(steps)) model.apply(event)
  expect([model.lane(1)!.done, model.lane(1)!.timeMs, model.lastSeq]).toEqual([1, 800, 8])
})

it('an item that runs again is counted once', () => {
  const model = race([
    raceStart,
    ...lap(10, 1, 800, { status: 'FAILED' }),
    raceEnd,
    raceStart,
    ...lap(10, 1, 600),
  ])
  const lane = model.lane(1)!
  expect([lane.done, lane.failed, lane.passed, lane.timeMs, lane.splits]).toEqual([1, 0, 1, 600, [600]])
})

describe('standings', () => {
  it('gaps and positions go by time on track at the last item both have finished', () => {
    const model = race([raceStart, ...lap(10, 1, 900), ...lap(20, 2, 400), ...lap(11, 1, 100)])
    expect([...gapsOf(model.lanes)]).toEqual([
      [1, 0],
      [2, 0],
    ])
    expect([...positionsOf(model)]).toEqual([
      [2, 1],
      [1, 2],
    ])
  })

  it('the podium is by items passed, then time; by time alone when asked; a car that did nothing has no place', () => {
    const model = race([raceStart, ...lap(10, 1, 900), ...lap(20, 2, 400, { passed: 1 }), raceEnd], 1)
    const order = (by: 'result' | 'time') =>
      placesOf(model.lanes, by).map(({ lane, place }) => [lane.carId, place])
    expect(order('result')).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(order('time')).toEqual([
      [2, 1],
      [1, 2],
    ])
    const alone = race([raceStart, ...lap(10, 1, 900), ...lap(20, 2, 400, { status: 'FAILED' }), raceEnd], 1)
    expect(placesOf(alone.lanes, 'time').map(({ place }) => place)).toEqual([1, null])
  })

  it('a failed item takes the time it took', () => {
    const model = race([
      raceStart,
      started,
      ['item.error', 10, { error: 'gone', retrying: false }],
      ['item.completed', 10, { status: 'FAILED' }],
    ])
    expect(model.lane(1)!.timeMs).toBe(200)
  })
})

it('the tape marks what is worth jumping to, and judging is no part of its length', () => {
  const tape = new Tape()
  const steps: RaceStep[] = [
    raceStart,
    ...lap(10, 1, 800, { status: 'FAILED' }),
    raceEnd,
    ['judge.completed', null, { item_scores: 1 }],
  ]
  for (const event of read(steps)) tape.record(event)
  expect(tape.durationMs).toBe(800)
  expect(tape.markers.map(({ kind, carId }) => [kind, carId])).toEqual([
    ['failed', 1],
    ['flag', null],
  ])
})

it('events of kinds and shapes it does not know are skipped', () => {
  expect(
    read([
      ['applause', 1, {}],
      ['ttft.recorded', 1, { ttft_ms: 'soon' }],
      ['token.delta', 1, { token: 5 }],
    ]),
  ).toEqual([])
})

it('ten thousand items are all counted, and the log stays short', () => {
  const steps = Array.from({ length: 5_000 }, (_, i) => [
    ...lap(2 * i, 1, 100),
    ...lap(2 * i + 1, 2, 120),
  ]).flat()
  const events = read([raceStart, ...steps])
  const model = new RaceModel({ carIds: [1, 2], itemsPerCar: 5_000 })
  for (const event of events) model.apply(event)
  expect(model.lanes.map((lane) => lane.done)).toEqual([5_000, 5_000])
  expect(model.log.length).toBeLessThanOrEqual(1_200)
})

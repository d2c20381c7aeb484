import { http, HttpResponse } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lap, raceEnd, raceStart, raceWire, type RaceStep } from '@/testing/race-samples'
import { server } from '@/testing/server'
import { raceOf, RaceStore } from './race-store'
import { Tape } from './tape'

const plan = { carIds: [1, 2], itemsPerCar: 2 }
const laps = [...lap(1, 1, 800), ...lap(2, 2, 1200), ...lap(3, 1, 700), ...lap(4, 2, 1300)]
const judging: RaceStep[] = [
  ['judge.started', null, { total_items: 4 }],
  ['judge.item.scored', 1, { scored_items: 1, total_items: 4 }],
]
const detaches: (() => void)[] = []
afterEach(() => detaches.splice(0).forEach((detach) => detach()))

/** Follows a race whose server has so many steps to tell and then closes; counts how often it was asked. */
function watch(steps: RaceStep[], tape = new Tape()) {
  const asked: number[] = []
  server.use(
    http.get('/api/runs/7/stream', ({ request }) => {
      const after = Number(new URL(request.url).searchParams.get('after_seq'))
      asked.push(after)
      return HttpResponse.text(raceWire(steps.slice(after), 100, after + 1))
    }),
  )
  const race = new RaceStore(7, plan, tape)
  detaches.push(race.attach())
  return { race, asked }
}

const over = (race: RaceStore) => vi.waitFor(() => expect(race.view.get().complete).toBe(true), 6_000)

describe('a judging', () => {
  it('that failed or was cancelled ends the race like one that was completed', async () => {
    const { race, asked } = watch([
      raceStart,
      ...laps,
      raceEnd,
      ...judging,
      ['judge.failed', null, { error: 'The judging was cancelled.' }],
    ])
    await over(race)
    expect(race.model.judge).toMatchObject({ scored: 1, over: true, error: 'The judging was cancelled.' })
    expect(asked).toEqual([0])
  })

  it('that was abandoned for a race that goes on is not waited for', async () => {
    const { race, asked } = watch([
      raceStart,
      ...laps,
      raceEnd,
      ...judging,
      ['run.resumed', null],
      ...lap(4, 2, 900),
      raceEnd,
    ])
    await over(race)
    expect(race.model.judge).toBeNull()
    expect(asked).toEqual([0])
  })

  it('in pairs is counted, and takes no time of the race', async () => {
    const { race } = watch([
      raceStart,
      ...laps,
      raceEnd,
      ['judge.started', null, { total_items: 2 }],
      ['judge.pair.scored', null, { scored_items: 2, total_items: 2, parse_failures: 0 }],
      ['judge.completed', null, { item_scores: 2 }],
    ])
    await over(race)
    expect(race.model.judge).toMatchObject({ scored: 2, total: 2, over: true })
    expect(race.nowMs() - race.model.startedAtMs!).toBe(2900)
  })
})

describe('a race of more events than are kept', () => {
  it('is followed to its end, and says what of it cannot be replayed', async () => {
    const { race } = watch([raceStart, ...laps, raceEnd], new Tape({ words: 8, events: 20 }))
    await over(race)
    expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2])
    expect(race.told).toBe('over')
    expect(race.view.get()).toMatchObject({ full: true, wordlessFromMs: 1100 })
  })

  it('is whole again after a look back at what was kept', async () => {
    const { race } = watch([raceStart, ...laps, raceEnd], new Tape({ words: 8, events: 20 }))
    await over(race)
    race.seek(race.tape.durationMs)
    await vi.waitFor(() => expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 1]))
    expect(race.model.phase).toBe('racing')
    race.goLive()
    expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2])
  })

  it('keeps what happened when it no longer keeps what was said', async () => {
    const { race } = watch([raceStart, ...laps, raceEnd], new Tape({ words: 8, events: 1_000 }))
    await over(race)
    race.seek(race.tape.durationMs)
    await vi.waitFor(() => expect(race.model.lanes.map((lane) => lane.readText())).toEqual(['', '']))
    expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2])
    expect([race.tape.full, race.model.phase]).toEqual([false, 'over'])
  })
})

it('goes on behind the back of who looks at an earlier moment', async () => {
  let rest = () => {}
  server.use(
    http.get('/api/runs/7/stream', () => {
      const wire = (steps: RaceStep[], from: number) => new TextEncoder().encode(raceWire(steps, 100, from))
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(wire([raceStart, ...laps], 1))
          rest = () => {
            controller.enqueue(wire([raceEnd], laps.length + 2))
            controller.close()
          }
        },
      })
      return new HttpResponse(body)
    }),
  )
  const race = new RaceStore(7, plan)
  detaches.push(race.attach())
  await vi.waitFor(() => expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2]))
  race.seek(0)
  await vi.waitFor(() => expect(race.model.lanes.map(({ done }) => done)).toEqual([0, 0]))
  rest()
  await over(race)
  expect([race.told, race.model.phase]).toEqual(['over', 'racing'])
  race.goLive()
  expect(race.model.phase).toBe('over')
})

it('shows the moment before until the one that is sought is there', async () => {
  const { race } = watch([raceStart, ...laps, raceEnd])
  await over(race)
  race.pause()
  expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2])
  race.seek(750)
  expect(race.model.lanes.map(({ done }) => done)).toEqual([2, 2])
  await vi.waitFor(() => expect(race.model.lanes.map(({ done }) => done)).toEqual([1, 0]))
})

it('goes on where it stopped when its failed items run again a day later', async () => {
  const later = (steps: RaceStep[]) =>
    steps.map(([kind, item, data], i): RaceStep => [
      kind,
      item,
      { ...data, timestamp: `2026-11-22T10:00:0${i}.000000` },
    ])
  const { race } = watch([
    raceStart,
    ...laps,
    raceEnd,
    ...later([['run.resumed', null], ...lap(4, 2, 900), raceEnd]),
  ])
  await over(race)
  expect(race.tape.durationMs).toBe(2900 + 8000)
  expect(race.nowMs() - race.model.startedAtMs!).toBe(2900 + 8000)
})

it('learns the names of tests from the items that start', async () => {
  const { race } = watch([
    raceStart,
    ['item.started', 1, { car_id: 1, test_id: 5, test_name: 'Greeting' }],
    raceEnd,
  ])
  await over(race)
  expect([...race.testNames]).toEqual([[5, 'Greeting']])
})

it('of many races the one looked at last is the last to be forgotten', () => {
  const first = raceOf(1, plan)
  raceOf(2, plan)
  expect(raceOf(1, plan)).toBe(first)
  raceOf(3, plan)
  expect(raceOf(1, plan)).toBe(first)
})

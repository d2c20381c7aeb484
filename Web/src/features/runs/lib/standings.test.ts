import { describe, expect, it } from 'vitest'
import { LaneModel } from './lane-model'
import { isChecked, placesOf, type PodiumOrder } from './standings'

/** A car that finished one item per number, each in so many milliseconds. */
function lane(
  carId: number,
  total: number,
  laps: number[],
  { passed = laps.length, failed = 0, checked = true } = {},
) {
  const model = new LaneModel(carId, total)
  laps.forEach((latencyMs, i) => {
    model.start(i, 1, false, 0)
    model.measured(i, latencyMs, 10)
    if (checked) model.checked(i, i < passed)
    model.finish(i, i < laps.length - failed ? 'COMPLETED' : 'FAILED', latencyMs)
  })
  return model
}

const places = (lanes: LaneModel[], order: PodiumOrder) =>
  placesOf(lanes, order).map(({ lane: { carId }, place }) => [carId, place])

describe('a race that was ended before all was run', () => {
  const whole = lane(1, 3, [500, 500, 500])
  const half = lane(2, 3, [400])

  it('by time places only cars that ran every item', () => {
    expect(places([half, whole], 'time')).toEqual([
      [1, 1],
      [2, null],
    ])
    expect(places([half, lane(3, 3, [100, 100])], 'time')).toEqual([
      [3, null],
      [2, null],
    ])
  })

  it('by result puts who ran every item before who passed as many with fewer', () => {
    expect(places([half, lane(1, 3, [500, 500, 500], { passed: 1 })], 'result')).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  it('compares the time of cars that stopped at different items at the last one both have finished', () => {
    expect(places([lane(1, 3, [300]), lane(2, 3, [200, 400], { passed: 1 })], 'result')).toEqual([
      [2, 1],
      [1, 2],
    ])
  })
})

describe('a suite without checks', () => {
  it('makes nothing of an item that nobody checked', () => {
    const model = lane(1, 2, [100, 100], { checked: false })
    expect([model.done, model.passed, model.checkedItems, model.uncheckedItems]).toEqual([2, 0, 0, 2])
    expect(isChecked([model])).toBe(false)
    expect(model.stretches(2).passed).toEqual([])
  })

  it('is won by items completed, then by time: failing fast wins nothing', () => {
    const careful = lane(1, 3, [500, 500, 500], { checked: false })
    const hasty = lane(2, 3, [100, 100, 100], { checked: false, failed: 2 })
    expect(places([hasty, careful], 'result')).toEqual([
      [1, 1],
      [2, 2],
    ])
  })
})

it('cars that are level share a place', () => {
  expect(places([lane(1, 1, [100]), lane(2, 1, [100]), lane(3, 1, [200])], 'time')).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
  ])
})

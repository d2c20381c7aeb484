import { describe, expect, it } from 'vitest'
import { LaneModel } from './lane-model'

function lap(
  lane: LaneModel,
  itemId: number,
  latencyMs: number,
  status = 'COMPLETED',
  passed: boolean | null = true,
) {
  lane.start(itemId, itemId, false, 0)
  lane.firstToken(itemId, latencyMs / 10)
  lane.text(itemId, `item ${itemId}, ${latencyMs} ms`, 'answer', 0)
  lane.measured(itemId, latencyMs, latencyMs / 2)
  if (passed !== null) lane.checked(itemId, passed)
  lane.finish(itemId, status, latencyMs)
}

describe('an item that runs again', () => {
  const raced = () => {
    const lane = new LaneModel(1, 3)
    lap(lane, 1, 100, 'FAILED')
    lap(lane, 2, 200)
    lap(lane, 3, 400)
    return lane
  }

  it('takes its own split, reaction and tokens with it, and leaves those of the others', () => {
    const lane = raced()
    lane.start(1, 1, false, 0)
    expect([lane.done, lane.failed, lane.timeMs]).toEqual([2, 0, 600])
    expect(lane.splits).toEqual([200, 600])
    expect(lane.reactions).toEqual([20, 40])
    expect(lane.meanOutput()).toBe(150)
  })

  it('is counted once when it is done again, after those that were done before', () => {
    const lane = raced()
    lap(lane, 1, 60)
    expect([lane.done, lane.passed, lane.timeMs]).toEqual([3, 3, 660])
    expect(lane.splits).toEqual([200, 600, 660])
    expect(lane.reactions).toEqual([20, 40, 6])
    expect(lane.meanOutput()).toBeCloseTo(110)
  })

  it('shows what it says now, also when its old text was the last one shown', () => {
    const lane = raced()
    lane.start(3, 3, false, 0)
    expect(lane.readText()).toBe('')
    lane.text(3, 'anew', 'answer', 0)
    expect(lane.readText()).toBe('anew')
  })
})

it('a retry voids the reaction of its own item, not that of another one on its way', () => {
  const lane = new LaneModel(1, 2)
  lane.start(1, 1, false, 0)
  lane.start(2, 2, false, 0)
  lane.firstToken(1, 110)
  lane.firstToken(2, 220)
  lane.retry(1, 0)
  expect([lane.reactions, lane.lastTtftMs]).toEqual([[220], 220])
  lane.retry(2, 0)
  expect([lane.reactions, lane.lastTtftMs]).toEqual([[], null])
})

it('an item that says very much is read at its end', () => {
  const lane = new LaneModel(1, 1)
  lane.start(1, 1, false, 0)
  for (let i = 0; i < 60_000; i++) lane.text(1, `word ${i}. `, 'answer', 0)
  expect(lane.readText().endsWith('word 59999. ')).toBe(true)
  expect(lane.readText().length).toBeLessThan(200_001)
})

it('an unchecked item is neither passed nor failed; one that ended in an error is failed', () => {
  const lane = new LaneModel(1, 4)
  lap(lane, 1, 100, 'COMPLETED', null)
  lap(lane, 2, 100, 'PARTIAL_TOOL_SUPPORT', null)
  lap(lane, 3, 100, 'FAILED', null)
  lap(lane, 4, 100, 'COMPLETED', true)
  expect([lane.passed, lane.checkedItems, lane.uncheckedItems, lane.failed]).toEqual([1, 1, 2, 1])
  expect(lane.stretches(4)).toEqual({ passed: [null, null, 0, 1], of: 4 })
})

it('what a model thinks beside its answer does not wipe the answer; what it thinks when asked again is shown', () => {
  const lane = new LaneModel(1, 1)
  lane.start(1, 1, false, 0)
  lane.ask(1)
  for (const word of ['one', 'two']) {
    lane.text(1, `Hmm ${word}. `, 'reasoning', 0)
    lane.text(1, `${word} `, 'answer', 0)
  }
  expect([lane.readText(), lane.thinking]).toEqual(['one two ', false])
  lane.pit(1)
  lane.ask(1)
  lane.text(1, 'So it is four.', 'reasoning', 0)
  expect([lane.readText(), lane.thinking]).toEqual(['So it is four.', true])
})

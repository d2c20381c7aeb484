import { expect, it } from 'vitest'
import type { RunEvent } from '../api/events'
import { markersOnBar } from './markers'
import { Tape } from './tape'

const tool = (seq: number, atMs: number): RunEvent => ({
  kind: 'tool.call.executed',
  seq,
  atMs,
  itemId: 1,
  data: { tool_name: 'calculator', status: 'ok' },
})

it('marks the end of a race with more pit stops than there are marks, and the one failure among them', () => {
  const tape = new Tape()
  for (let i = 0; i < 30_000; i++) tape.record(tool(i, i * 10))
  tape.record({ kind: 'item.completed', seq: 30_000, atMs: 300_000, itemId: 1, data: { status: 'FAILED' } })
  for (let i = 0; i < 30_000; i++) tape.record(tool(30_001 + i, 300_000 + i * 10))
  const flag = { kind: 'run.completed', seq: 60_001, atMs: 600_000, itemId: null } as const
  tape.record({ ...flag, data: { status: 'COMPLETED', error: null } })
  expect(tape.markers.length).toBeLessThanOrEqual(4_000)
  const shown = markersOnBar(tape.markers, 0, tape.durationMs)
  expect(shown.filter(({ kind }) => kind === 'tool')).toHaveLength(201)
  expect(shown.filter(({ kind }) => kind !== 'tool').map(({ kind, at }) => [kind, at])).toEqual([
    ['failed', 0.5],
    ['flag', 1],
  ])
})

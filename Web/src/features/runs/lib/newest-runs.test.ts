import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { runSchema } from '../api/types'
import { withNewest } from './newest-runs'

const run = (id: number, more: object = {}) => runSchema.parse(raceSamples.run(id, more))
const ids = (runs: { id: number }[]) => runs.map(({ id }) => id)

it('new runs come on top, changed ones are as they are now, deleted ones are gone', () => {
  const listed = [run(9), run(8, { status: 'RUNNING' }), run(7), run(2)]
  const merged = withNewest(listed, [run(10), run(9), run(8)], {})
  expect(ids(merged)).toEqual([10, 9, 8, 7, 2])
  expect(merged[2]!.status).toBe('COMPLETED')
  expect(ids(withNewest(listed, [run(10), run(8)], {}))).toEqual([10, 8, 7, 2])
})

it('what is known since is held against the filters as well', () => {
  const listed = [run(8, { status: 'RUNNING' })]
  expect(ids(withNewest(listed, [run(9), run(8)], { status: 'RUNNING' }))).toEqual([])
  expect(ids(withNewest([], [run(9, { suite_id: 2 }), run(8)], { suite: 2 }))).toEqual([9])
  expect(ids(withNewest([], [run(9), run(8, { is_baseline: true })], { baseline: true }))).toEqual([8])
  expect(ids(withNewest(listed, [], { q: '#8' }))).toEqual([8])
  expect(ids(withNewest(listed, [], { car: 3 }))).toEqual([])
})

import { expect, it } from 'vitest'
import { diffLines } from './diff'

it('shows what was taken out and put in, with its surroundings', () => {
  const before = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n')
  const result = diffLines(before, before.replace('line 10', 'line ten'))!
  expect([result.removed, result.added]).toEqual([1, 1])
  expect(
    result.rows
      .filter((row) => row.kind !== 'same' && row.kind !== 'gap')
      .map((row) => [row.kind, row.left ?? row.right, row.text]),
  ).toEqual([
    ['removed', 11, 'line 10'],
    ['added', 11, 'line ten'],
  ])
  expect(result.rows.filter((row) => row.kind === 'same')).toHaveLength(6)
})

it('the same code has no rows', () => {
  expect(diffLines('a\nb', 'a\nb')).toEqual({ rows: [], added: 0, removed: 0 })
})

it('gives up on pages that have nothing in common rather than hang', () => {
  const random = (seed: number) => Array.from({ length: 20_000 }, (_, i) => `${seed}-${i}`).join('\n')
  expect(diffLines(random(1), random(2))).toBeNull()
})

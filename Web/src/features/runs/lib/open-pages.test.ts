import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { itemPageSchema } from '../api/items'
import { openPages } from './use-item-pages'

const page = (...statuses: string[]) =>
  itemPageSchema.parse({
    items: statuses.map((status, index) => raceSamples.row(index + 1, 1, 1, { status })),
    next_cursor: null,
  })

it('reads again what is under way, then what waits, and never what has ended', () => {
  const pages = [page('COMPLETED', 'FAILED'), page('COMPLETED', 'PENDING'), page('RUNNING'), page('PENDING')]
  expect(openPages(pages)).toEqual([2, 1, 3])
  expect(openPages([page('COMPLETED'), page('CANCELLED')])).toEqual([])
})

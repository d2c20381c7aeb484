import { z } from 'zod'

const text = z.string().optional().catch(undefined)
const amount = z.coerce.number().nonnegative().optional().catch(undefined)

export const sorts = ['newest', 'cheapest', 'fastest', 'lightest'] as const
export const periods = { day: 1, week: 7, month: 30 } as const
export type Period = keyof typeof periods

/** The gallery's filters as they stand in the address. */
export const gallerySearchSchema = z.object({
  q: text,
  model: text,
  vendor: text,
  provider: text,
  task: text,
  maxCost: amount,
  within: z.enum(['day', 'week', 'month']).optional().catch(undefined),
  sort: z.enum(sorts).optional().catch(undefined),
  /** Ids of the selected pages, comma-separated. */
  pick: text,
})

export type GallerySearch = z.infer<typeof gallerySearchSchema>

export function toApi(search: GallerySearch) {
  const { q, model, vendor, provider, task, maxCost, within, sort } = search
  return { q, model, vendor, provider, task, maxCost, sort, from: within && since(within) }
}

/** Whole hours, so that the same filter stays the same question for a while. */
function since(period: Period): string {
  const hour = 3_600_000
  return new Date(Math.floor(Date.now() / hour) * hour - periods[period] * 24 * hour).toISOString()
}

export const hasFilters = (search: GallerySearch) =>
  Object.entries(search).some(([key, value]) => key !== 'sort' && key !== 'pick' && value !== undefined)

export const pickedIds = (search: { pick?: string }) => search.pick?.split(',').filter(Boolean) ?? []

export function togglePick(search: GallerySearch, id: string): GallerySearch {
  const ids = pickedIds(search)
  const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
  return { ...search, pick: next.length > 0 ? next.join(',') : undefined }
}

/** What a saved view keeps: filters and order, not the selection. Null when nothing is set. */
export function viewOf(search: GallerySearch): Record<string, unknown> | null {
  const set = Object.entries(search).filter(([key, value]) => key !== 'pick' && value !== undefined)
  return set.length > 0 ? Object.fromEntries(set) : null
}

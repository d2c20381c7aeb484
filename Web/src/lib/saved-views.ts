import { z } from 'zod'
import { Store } from './store'
import { readStored, writeStored } from './stored'

const most = 30
const viewSchema = z.object({ name: z.string().min(1).max(60), search: z.record(z.string(), z.unknown()) })
export type SavedView = z.infer<typeof viewSchema>

const stores = new Map<string, Store<SavedView[]>>()

/** The named filters of one list, kept in this browser. */
export function savedViews(list: string): Store<SavedView[]> {
  const known = stores.get(list)
  if (known) return known
  const store = new Store(readStored(localStorage, key(list), z.array(viewSchema)) ?? [])
  stores.set(list, store)
  return store
}

/** A view of the same name is replaced; beyond the most that are kept, the oldest goes. */
export function saveView(list: string, view: SavedView): void {
  write(list, [...others(list, view.name), view].slice(-most))
}

export function removeView(list: string, name: string): void {
  write(list, others(list, name))
}

export function forgetViews(): void {
  stores.clear()
}

const key = (list: string) => `podium.views.${list}`
const others = (list: string, name: string) =>
  savedViews(list)
    .get()
    .filter((view) => view.name !== name)

function write(list: string, views: SavedView[]): void {
  savedViews(list).set(views)
  writeStored(localStorage, key(list), views)
}

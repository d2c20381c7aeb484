import { z } from 'zod'
import { Store } from '@/lib/store'
import { readStored, removeStored, writeStored } from '@/lib/stored'

const key = 'podium.keys'
const keysSchema = z.record(z.string(), z.string())

interface Keys {
  byProvider: Record<string, string>
  /** Ticked by the person: the keys then last as long as the tab. Otherwise they are gone with the page. */
  keepInTab: boolean
}

const stored = readStored(sessionStorage, key, keysSchema)

/** Provider keys live in memory and go nowhere but into the body of a generate request. */
export const keys = new Store<Keys>({ byProvider: stored ?? {}, keepInTab: stored !== null })

export const keyOf = (provider: string): string | null => keys.get().byProvider[provider]?.trim() || null

export function setKey(provider: string, value: string): void {
  update({ ...keys.get(), byProvider: { ...keys.get().byProvider, [provider]: value } })
}

export function keepKeysInTab(keep: boolean): void {
  update({ ...keys.get(), keepInTab: keep })
}

function update(next: Keys): void {
  keys.set(next)
  if (next.keepInTab) writeStored(sessionStorage, key, next.byProvider)
  else removeStored(sessionStorage, key)
}

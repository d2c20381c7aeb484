import { z } from 'zod'
import { readStored, writeStored } from './stored'

const hues = 8
const key = 'podium.colours'
const remembered = 400
let slots: Map<string, number> | null = null

function known(): Map<string, number> {
  slots ??= new Map(
    readStored(localStorage, key, z.array(z.tuple([z.string(), z.number().int().min(0).max(7)]))) ?? [],
  )
  return slots
}

/** The colour of a model wherever it appears: the slot it was given when first picked, else one derived from its id. */
export function colourSlot(modelId: string): number {
  return known().get(modelId) ?? hash(modelId) % hues
}

export const modelColour = (modelId: string) => `var(--model-${colourSlot(modelId)})`

/** Gives newly picked models the first slots, in stable order, that none of their companions wears; then they keep them. */
export function claimColours(modelIds: string[]): void {
  const map = known()
  const taken = new Set(modelIds.flatMap((id) => map.get(id) ?? []))
  for (const id of new Set(modelIds)) {
    if (map.has(id)) continue
    const free =
      Array.from({ length: hues }, (_, slot) => slot).find((slot) => !taken.has(slot)) ?? hash(id) % hues
    taken.add(free)
    map.set(id, free)
  }
  while (map.size > remembered) map.delete(map.keys().next().value!)
  writeStored(localStorage, key, [...map])
}

export function forgetColours(): void {
  slots = null
}

/** FNV-1a, for a spread that does not depend on the order in which models are met. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

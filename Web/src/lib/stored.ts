import type { z } from 'zod'

/** Reads a stored value; whatever does not fit the schema any more counts as absent. */
export function readStored<T extends z.ZodType>(
  storage: Storage,
  key: string,
  schema: T,
): z.output<T> | null {
  try {
    const text = storage.getItem(key)
    if (text === null) return null
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null // Storage closed by the browser, or text that is not ours.
  }
}

export function writeStored(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value))
  } catch {
    // Full or closed storage costs the convenience of remembering, nothing else.
  }
}

export function removeStored(storage: Storage, key: string): void {
  try {
    storage.removeItem(key)
  } catch {
    // Nothing was stored, then.
  }
}

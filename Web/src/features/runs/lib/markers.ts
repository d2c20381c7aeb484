import type { Marker } from './tape'

export interface BarMarker {
  kind: Marker['kind']
  carId: number | null
  /** Place on the bar, 0 to 1. */
  at: number
}

const places = 200

/** At most one mark of a kind per place: ten thousand retries are no more to draw than two hundred. */
export function markersOnBar(markers: readonly Marker[], startMs: number, durationMs: number): BarMarker[] {
  const taken = new Set<string>()
  const shown: BarMarker[] = []
  for (const { atMs, kind, carId } of markers) {
    const place = Math.round(((atMs - startMs) / Math.max(1, durationMs)) * places)
    const key = `${kind}${place}`
    if (taken.has(key) || place < 0 || place > places) continue
    taken.add(key)
    shown.push({ kind, carId, at: place / places })
  }
  return shown
}

import type { Marker } from './tape'

export interface BarMarker {
  kind: Marker['kind']
  carId: number | null
  /** Place on the bar, 0 to 1. */
  at: number
}

const places = 200
/** Finer than the bar: a race that goes on moves its marks together. */
const keptPlaces = 4 * places

/** At most one mark of a kind per place: ten thousand retries are no more to draw than two hundred. */
export function markersOnBar(markers: readonly Marker[], startMs: number, durationMs: number): BarMarker[] {
  return onePerPlace(markers, startMs, durationMs, places).map(([{ kind, carId }, place]) => ({
    kind,
    carId,
    at: place / places,
  }))
}

/** Fewer marks, of all the race so far: none of a kind is lost from a part of it that has some. */
export const thinned = (markers: readonly Marker[], startMs: number, durationMs: number): Marker[] =>
  onePerPlace(markers, startMs, durationMs, keptPlaces).map(([marker]) => marker)

function onePerPlace(
  markers: readonly Marker[],
  startMs: number,
  durationMs: number,
  of: number,
): [Marker, number][] {
  const taken = new Set<string>()
  const kept: [Marker, number][] = []
  for (const marker of markers) {
    const place = Math.round(((marker.atMs - startMs) / Math.max(1, durationMs)) * of)
    const key = `${marker.kind}${place}`
    if (taken.has(key) || place < 0 || place > of) continue
    taken.add(key)
    kept.push([marker, place])
  }
  return kept
}

import type { RunEvent } from '../api/events'

export interface Marker {
  atMs: number
  kind: 'retry' | 'failed' | 'tool' | 'flag'
  carId: number | null
}

const eventLimit = 600_000
const markerLimit = 2_000

/** The events of a run in order, with the moments worth jumping to. */
export class Tape {
  readonly events: RunEvent[] = []
  readonly markers: Marker[] = []
  /** True once it holds as much as it may: what came after cannot be replayed. */
  full = false
  firstAtMs: number | null = null
  lastAtMs: number | null = null
  readonly #carOfItem = new Map<number, number>()

  record(event: RunEvent): void {
    if (event.atMs !== null) {
      this.firstAtMs ??= event.atMs
      // Judging comes after the race and is no part of its replay.
      if (!event.kind.startsWith('judge.')) this.lastAtMs = Math.max(this.lastAtMs ?? 0, event.atMs)
    }
    if (this.events.length >= eventLimit) {
      this.full = true
      return
    }
    this.events.push(event)
    if (event.kind === 'item.started' && event.itemId !== null) {
      this.#carOfItem.set(event.itemId, event.data.car_id)
    }
    const kind = markerKind(event)
    if (kind && this.markers.length < markerLimit && event.atMs !== null) {
      const carId = event.itemId === null ? null : (this.#carOfItem.get(event.itemId) ?? null)
      this.markers.push({ atMs: event.atMs, kind, carId })
    }
  }

  get durationMs(): number {
    return this.firstAtMs === null || this.lastAtMs === null ? 0 : this.lastAtMs - this.firstAtMs
  }
}

function markerKind(event: RunEvent): Marker['kind'] | null {
  switch (event.kind) {
    case 'item.retry':
      return 'retry'
    case 'item.completed':
      return event.data.status === 'FAILED' ? 'failed' : null
    case 'tool.call.executed':
      return 'tool'
    case 'run.completed':
    case 'run.cancelled':
      return 'flag'
    default:
      return null
  }
}

import { isOfJudge, type RunEvent } from '../api/events'
import { thinned } from './markers'

export interface Marker {
  atMs: number
  kind: 'retry' | 'failed' | 'tool' | 'flag'
  carId: number | null
}

/** How many events it holds at most, and from how many on what is said is left out. */
const limits = { words: 450_000, events: 600_000 }
const markerLimit = 4_000

/** The events of a run in order, with the moments worth jumping to. */
export class Tape {
  readonly events: RunEvent[] = []
  markers: Marker[] = []
  /** True once it holds as much as it may: what comes after cannot be replayed. */
  full = false
  /** From here on it holds what happened and not what was said, for that is most of a race; null: it holds all. */
  wordlessFromMs: number | null = null
  firstAtMs: number | null = null
  lastAtMs: number | null = null
  readonly #carOfItem = new Map<number, number>()

  constructor(private readonly most = limits) {}

  record(event: RunEvent): void {
    if (this.full) return
    if (this.events.length >= this.most.events) {
      this.full = true
      return
    }
    if (event.atMs !== null) {
      this.firstAtMs ??= event.atMs
      if (!isOfJudge(event.kind)) this.lastAtMs = Math.max(this.lastAtMs ?? 0, event.atMs)
    }
    if (this.events.length >= this.most.words && isSaid(event)) {
      this.wordlessFromMs ??= this.durationMs
      return
    }
    this.events.push(event)
    if (event.kind === 'item.started' && event.itemId !== null) {
      this.#carOfItem.set(event.itemId, event.data.car_id)
    }
    this.#mark(event)
  }

  get durationMs(): number {
    return this.firstAtMs === null || this.lastAtMs === null ? 0 : this.lastAtMs - this.firstAtMs
  }

  #mark(event: RunEvent): void {
    const kind = markerKind(event)
    if (!kind || event.atMs === null) return
    const carId = event.itemId === null ? null : (this.#carOfItem.get(event.itemId) ?? null)
    this.markers.push({ atMs: event.atMs, kind, carId })
    if (this.markers.length >= markerLimit) {
      this.markers = thinned(this.markers, this.firstAtMs ?? 0, this.durationMs)
    }
  }
}

const isSaid = ({ kind }: RunEvent) => kind === 'token.delta' || kind === 'reasoning.delta'

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

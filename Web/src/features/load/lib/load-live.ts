import { follow, type Connection } from '@/lib/follow'
import { nextFrame } from '@/lib/frames'
import { isAbort } from '@/lib/http'
import { Store } from '@/lib/store'
import { streamSlots } from '@/lib/stream-slots'
import { readLoadEvent, type LoadEvent, type LoadWindow } from '../api/events'

export interface StageStart {
  ordinal: number
  carId: number
  /** Seconds since the load began; that of the last window before it. */
  atS: number
  level: string
}

export interface LiveView {
  windows: LoadWindow[]
  stages: StageStart[]
  /** Stages that have ended: their results can be asked for. */
  ended: number
  status: string | null
  connection: Connection | null
  error: unknown
}

const nothing: LiveView = { windows: [], stages: [], ended: 0, status: null, connection: null, error: null }

/** A load's events, from the first one on: the same charts live and long after. */
export class LoadLive {
  readonly view = new Store<LiveView>(nothing)
  #windows: LoadWindow[] = []
  #stages: StageStart[] = []
  #ended = 0
  #status: string | null = null
  #connection: Connection | null = null
  #error: unknown = null

  constructor(readonly loadId: number) {}

  attach(): () => void {
    const following = new AbortController()
    void this.#run(following.signal)
    return () => following.abort(new DOMException('The load left the screen', 'AbortError'))
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#windows = []
    this.#stages = []
    this.#ended = 0
    this.#error = null
    try {
      await follow<LoadEvent>({
        open: (after, connection) =>
          fetch(`/api/loads/${this.loadId}/stream?after_seq=${after}`, {
            signal: connection,
            headers: { Accept: 'text/event-stream' },
          }),
        afterSeq: 0,
        read: readLoadEvent,
        onEvent: (event) => this.#apply(event),
        isLast: (event) => event.kind === 'load.completed',
        onConnection: (connection) => {
          this.#connection = connection
          this.#touch()
        },
        slots: streamSlots,
        signal,
      })
      this.#connection = null
    } catch (error) {
      if (isAbort(error)) return
      this.#error = error
    }
    this.#touch()
  }

  #apply(event: LoadEvent): void {
    if (event.kind === 'load.window') this.#windows.push(event.data)
    else if (event.kind === 'stage.started') {
      const { ordinal, car_id, level_from, level_to } = event.data
      this.#stages.push({
        ordinal,
        carId: car_id,
        atS: this.#windows.at(-1)?.at_s ?? 0,
        level: level_from === level_to ? String(level_from) : `${level_from} to ${level_to}`,
      })
    } else if (event.kind === 'stage.completed') this.#ended++
    else if (event.kind === 'load.completed') this.#status = event.data.status
    this.#touch()
  }

  /** Replaying a long load applies hundreds of events; the page is told once per frame. */
  #touch(): void {
    nextFrame(this.#tell)
  }

  readonly #tell = () =>
    this.view.set({
      windows: [...this.#windows],
      stages: [...this.#stages],
      ended: this.#ended,
      status: this.#status,
      connection: this.#connection,
      error: this.#error,
    })
}

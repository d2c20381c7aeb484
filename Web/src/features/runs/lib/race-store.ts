import { follow, type Connection } from '@/lib/follow'
import { nextFrame } from '@/lib/frames'
import { isAbort } from '@/lib/http'
import { Store } from '@/lib/store'
import { streamSlots } from '@/lib/stream-slots'
import { readRunEvent, type RunEvent } from '../api/events'
import { RaceClock } from './race-clock'
import { RaceModel, type RacePhase, type RacePlan } from './race-model'
import { Tape } from './tape'

export const speeds = [1, 4, 16] as const
export type Speed = (typeof speeds)[number]

export interface RaceView {
  /** Changes with everything else, for the model itself is mutable. */
  version: number
  connection: Connection | null
  error: unknown
  /** False while somebody looks at an earlier moment of the race. */
  live: boolean
  playing: boolean
  speed: Speed
  /** Milliseconds since the first event, of what is shown and of what there is. */
  positionMs: number
  durationMs: number
  /** What has been read so far is all there is. */
  complete: boolean
  /** From here on what was said cannot be replayed; null: all of it can. */
  wordlessFromMs: number | null
  /** What comes after the duration cannot be replayed at all. */
  full: boolean
}

/** A replay may take this much of a frame: a run of ten thousand items is gone through in slices, and the page stays awake. */
const budgetMs = 8
const summaryMs = 200

/** A race on the screen: follows its events, keeps them, and shows it live or at any earlier moment. */
export class RaceStore {
  /** Names of tests, as far as they are known by now. */
  readonly testNames = new Map<number, string>()
  /** As fresh as the screen. */
  readonly frame = new Store(0)
  /** A few times a second, for what people read. */
  readonly view: Store<RaceView>
  /** All that is known by now, whatever is shown. */
  readonly #now: RaceModel
  readonly #clock = new RaceClock()
  /** The race up to the moment somebody looks at, with how many events of the tape that are; what is shown meanwhile is the moment before. */
  #then: RaceModel
  #applied = 0
  #shown: RaceModel
  #live = true
  #playing = false
  #speed: Speed = 1
  #positionMs = 0
  #tickedAt = 0
  #heardAt = performance.now()
  #connection: Connection | null = null
  #error: unknown = null
  #complete = false
  #following: AbortController | null = null
  #version = 0
  #summarised = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #users = 0
  #lastSeq = 0
  #over = false
  #judging = false

  constructor(
    readonly runId: number,
    readonly plan: RacePlan,
    readonly tape = new Tape(),
  ) {
    this.#now = new RaceModel(plan)
    this.#then = this.#now
    this.#shown = this.#now
    this.view = new Store(this.#snapshot())
  }

  /** The race as it is shown. */
  get model(): RaceModel {
    return this.#shown
  }

  /** How the race stands, also while somebody looks at an earlier moment of it. */
  get told(): RacePhase {
    return this.#now.phase
  }

  /** The time of the race now: its last event's, and what has passed here since. */
  nowMs(): number {
    const last = this.model.lastAtMs ?? 0
    if (!this.#live) return Math.max(last, (this.tape.firstAtMs ?? 0) + this.#positionMs)
    if (this.model.phase !== 'racing') return last
    return last + Math.min(2_000, performance.now() - this.#heardAt)
  }

  attach(): () => void {
    this.#users++
    this.follow()
    this.#timer ??= setTimeout(this.#beat, summaryMs)
    return () => {
      if (--this.#users > 0) return
      this.#following?.abort(new DOMException('The race left the screen', 'AbortError'))
      this.#following = null
      if (this.#timer !== null) clearTimeout(this.#timer)
      this.#timer = null
    }
  }

  /** Follows from where it stopped; safe to call again, as after a judge was asked. */
  follow(): void {
    if (this.#following) return
    this.#following = new AbortController()
    this.#complete = false
    this.#error = null
    void this.#run(this.#following.signal)
  }

  play(): void {
    if (this.#live || this.#positionMs >= this.tape.durationMs) this.seek(0)
    this.#playing = true
    this.#tickedAt = performance.now()
    this.#touch()
  }

  pause(): void {
    if (this.#live) this.#leaveLive()
    this.#playing = false
    this.#touch()
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed
    this.#touch()
  }

  seek(positionMs: number): void {
    const next = Math.max(0, Math.min(this.tape.durationMs, positionMs))
    if (this.#live) this.#leaveLive()
    else if (next < this.#positionMs) this.#rewind()
    this.#positionMs = next
    this.#tickedAt = performance.now()
    // At once: a slider that still showed the old moment would report it as a change of its own.
    this.#version++
    this.#publish()
    this.#touch()
  }

  goLive(): void {
    this.#live = true
    this.#playing = false
    this.#shown = this.#now
    this.#touch()
  }

  #leaveLive(): void {
    this.#live = false
    this.#positionMs = this.tape.durationMs
    this.#rewind()
  }

  #rewind(): void {
    this.#then = new RaceModel(this.plan)
    this.#applied = 0
  }

  #hear(event: RunEvent): void {
    if (event.seq !== null) {
      if (event.seq <= this.#lastSeq) return
      this.#lastSeq = event.seq
    }
    this.#clock.set(event)
    this.tape.record(event)
    if (event.kind === 'item.started' && event.data.test_id !== null && event.data.test_name !== null) {
      this.testNames.set(event.data.test_id, event.data.test_name)
    }
    this.#turn(event.kind)
    // Read in slices already, and never again: what the tape does not hold is part of the race as well.
    this.#now.apply(event)
    this.#heardAt = performance.now()
    this.#touch()
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      await follow<RunEvent>({
        afterSeq: this.#lastSeq,
        slots: streamSlots,
        signal,
        read: readRunEvent,
        onEvent: (event) => this.#hear(event),
        onConnection: (connection) => {
          this.#connection = connection
          this.#touch()
        },
        isOver: () => this.#over && !this.#judging,
        open: (afterSeq, connectionSignal) =>
          fetch(`/api/runs/${this.runId}/stream?after_seq=${afterSeq}`, { signal: connectionSignal }),
      })
      this.#complete = true
    } catch (error) {
      if (signal.aborted || isAbort(error)) return
      this.#error = error
    } finally {
      if (this.#following?.signal === signal) this.#following = null
      this.#connection = null
      this.#touch()
    }
  }

  /** A run that is over may go on: failed items are run again, a judge is asked. */
  #turn(kind: RunEvent['kind']): void {
    if (kind === 'run.completed' || kind === 'run.cancelled') this.#over = true
    else if (kind === 'run.started' || kind === 'run.resumed' || kind === 'item.started') {
      this.#over = false
      // A judging that was under way is abandoned without a word.
      this.#judging = false
    } else if (kind === 'judge.started') this.#judging = true
    else if (kind === 'judge.completed' || kind === 'judge.failed') this.#judging = false
  }

  #touch(): void {
    nextFrame(this.#step)
  }

  /** One frame: of a replay as many events as are due and as there is time for. */
  #step = (): void => {
    const now = performance.now()
    if (this.#playing) {
      this.#positionMs = Math.min(
        this.tape.durationMs,
        this.#positionMs + (now - this.#tickedAt) * this.#speed,
      )
      this.#tickedAt = now
    }
    const due = !this.#live && this.#replay(now)
    const ended = this.#complete || this.tape.full || (this.#over && !this.#judging)
    if (this.#playing && ended && this.#positionMs >= this.tape.durationMs && !due) this.#playing = false
    this.#version++
    this.frame.set(this.#version)
    if (now - this.#summarised >= summaryMs || this.#settled()) this.#publish()
    if (due || this.#playing) nextFrame(this.#step)
  }

  /** Goes on to the moment that is looked at. True: it takes another frame. */
  #replay(now: number): boolean {
    const until = (this.tape.firstAtMs ?? 0) + this.#positionMs
    const { events } = this.tape
    const patience = document.visibilityState === 'hidden' ? 10 * budgetMs : budgetMs
    for (let n = 0; this.#applied < events.length; n++) {
      const event = events[this.#applied]!
      if (event.atMs !== null && event.atMs > until) break
      if ((n & 63) === 63 && performance.now() - now > patience) return true
      this.#then.apply(event)
      this.#applied++
    }
    this.#shown = this.#then
    return false
  }

  /** What somebody did to the race is shown at once; what arrives is shown a few times a second. */
  #settled(): boolean {
    const shown = this.view.get()
    return (
      shown.live !== this.#live ||
      shown.playing !== this.#playing ||
      shown.speed !== this.#speed ||
      shown.connection !== this.#connection ||
      shown.error !== this.#error ||
      shown.complete !== this.#complete
    )
  }

  /** Speeds fall and clocks go on while nothing is heard. */
  #beat = (): void => {
    this.#timer = setTimeout(this.#beat, summaryMs)
    const racing = this.model.phase === 'racing' || this.#version !== this.view.get().version
    if (racing && performance.now() - this.#summarised >= summaryMs) {
      this.#version++
      this.frame.set(this.#version)
      this.#publish()
    }
  }

  #publish(): void {
    this.#summarised = performance.now()
    this.view.set(this.#snapshot())
  }

  #snapshot(): RaceView {
    return {
      version: this.#version,
      connection: this.#connection,
      error: this.#error,
      live: this.#live,
      playing: this.#playing,
      speed: this.#speed,
      positionMs: this.#live ? this.tape.durationMs : this.#positionMs,
      durationMs: this.tape.durationMs,
      complete: this.#complete,
      wordlessFromMs: this.tape.wordlessFromMs,
      full: this.tape.full,
    }
  }
}

const races = new Map<number, RaceStore>()
const remembered = 2

/** The race of a run, kept while the page is open: leaving it and coming back finds it as it was. */
export function raceOf(runId: number, plan: RacePlan): RaceStore {
  const store = races.get(runId) ?? new RaceStore(runId, plan)
  // The one that is asked for last is the last to be forgotten.
  races.delete(runId)
  races.set(runId, store)
  while (races.size > remembered) races.delete(races.keys().next().value!)
  return store
}

export function forgetRaces(): void {
  races.clear()
}

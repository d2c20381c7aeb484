import { isOfJudge, type RunEvent } from '../api/events'

const stops: ReadonlySet<RunEvent['kind']> = new Set(['run.paused', 'run.completed', 'run.cancelled'])

/** The time of the race: the server's, without what passed while the race stood. One that goes on a day later goes on where it stopped. */
export class RaceClock {
  #idleMs = 0
  #stoppedAtMs: number | null = null

  /** Puts the event, the next one of its race, on the time of the race. */
  set(event: RunEvent): void {
    if (event.atMs === null) return
    const { atMs } = event
    if (!isOfJudge(event.kind)) {
      if (this.#stoppedAtMs !== null) this.#idleMs += Math.max(0, atMs - this.#stoppedAtMs)
      this.#stoppedAtMs = stops.has(event.kind) ? atMs : null
    }
    event.atMs = atMs - this.#idleMs
  }
}

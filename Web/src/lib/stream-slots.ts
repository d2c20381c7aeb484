/**
 * Browsers open six connections per host over HTTP/1.1, over all tabs. Streams may therefore hold only some of them, so that
 * previews, cancels and lists never wait behind streams. With more streams than slots, a holder gives way after its turn
 * and comes back with Last-Event-ID: the server keeps what is said in the meantime.
 */
export class StreamSlots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(slots = 4) {
    this.#free = slots
  }

  get contested(): boolean {
    return this.#waiting.length > 0
  }

  /** Resolves with the function that gives the slot back. */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free--
    else await this.#wait(signal)
    let held = true
    return () => {
      if (!held) return
      held = false
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(admit), 1)
        reject(signal.reason as Error)
      }
      this.#waiting.push(admit)
      signal.addEventListener('abort', leave, { once: true })
    })
  }
}

export const streamSlots = new StreamSlots()

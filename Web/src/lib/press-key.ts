import { ApiError } from './http'

/** A refusal is an answer: nothing was begun. Everything else may have been heard, and only the reply got lost. */
const isRefusal = (error: unknown) => error instanceof ApiError && error.status > 0 && error.status < 502

/**
 * One press begins one thing, however often it has to be pressed: while nobody knows what became of it, the same body goes out again under
 * the same Idempotency-Key, and the server answers with what it began the first time.
 */
export class PressKey {
  #key: string | null = null
  #body = ''

  async send<T>(body: unknown, ask: (key: string) => Promise<T>): Promise<T> {
    const text = JSON.stringify(body)
    if (this.#key === null || text !== this.#body) this.#key = crypto.randomUUID()
    this.#body = text
    try {
      const answer = await ask(this.#key)
      this.#key = null
      return answer
    } catch (error) {
      if (isRefusal(error)) this.#key = null
      throw error
    }
  }
}

import { highlightLine, initialState, type HighlightState, type Token } from './highlight'

/** One row on the screen. A line longer than `wrapAt` takes several rows; only the first carries its number. */
export interface Row {
  number: number | null
  tokens: Token[]
}

const wrapAt = 360
const characterLimit = 4 * 1024 * 1024

/**
 * Text that only grows. Finished rows are coloured once and never again; only the open last row is coloured anew when it is
 * looked at, so the cost of a token does not depend on how much came before it.
 */
export class CodeBuffer {
  #chunks: string[] = []
  #rows: Row[] = []
  #tail = ''
  #tailIsContinuation = false
  #state: HighlightState = initialState
  #lines = 1
  #characters = 0
  #version = 0

  constructor(text = '') {
    if (text) this.append(text)
  }

  /** Changes with every append and clear. */
  get version(): number {
    return this.#version
  }

  get characters(): number {
    return this.#characters
  }

  get lineCount(): number {
    return this.#lines
  }

  /** True once the limit is reached: what comes after is not shown. */
  get full(): boolean {
    return this.#characters >= characterLimit
  }

  get rowCount(): number {
    return this.#rows.length + 1
  }

  row(index: number): Row {
    const row = this.#rows[index]
    if (row) return row
    return this.#row(highlightLine(this.#tail, this.#state, true).tokens)
  }

  text(): string {
    if (this.#chunks.length > 1) this.#chunks = [this.#chunks.join('')]
    return this.#chunks[0] ?? ''
  }

  append(text: string): void {
    if (this.full || text === '') return
    this.#version++
    this.#characters += text.length
    this.#chunks.push(text)
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#grow(text.slice(start, end))
      this.#finishRow(false)
      this.#lines++
      start = end + 1
    }
    this.#grow(text.slice(start))
  }

  clear(): void {
    const version = this.#version + 1
    this.#chunks = []
    this.#rows = []
    this.#tail = ''
    this.#tailIsContinuation = false
    this.#state = initialState
    this.#lines = 1
    this.#characters = 0
    this.#version = version
  }

  #grow(text: string): void {
    this.#tail += text
    while (this.#tail.length > wrapAt) {
      const rest = this.#tail.slice(wrapAt)
      this.#tail = this.#tail.slice(0, wrapAt)
      this.#finishRow(true)
      this.#tail = rest
    }
  }

  #finishRow(wrapped: boolean): void {
    const { tokens, state } = highlightLine(this.#tail, this.#state, wrapped)
    this.#rows.push(this.#row(tokens))
    this.#state = state
    this.#tail = ''
    this.#tailIsContinuation = wrapped
  }

  #row(tokens: Token[]): Row {
    return { number: this.#tailIsContinuation ? null : this.#lines, tokens }
  }
}

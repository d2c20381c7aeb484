export type Channel = 'answer' | 'reasoning'

const bins = 120

/**
 * Counts token events over time in a fixed number of bins. When time runs past the last bin, pairs of bins are merged and each
 * stands for twice the span: a stream of any length costs the same to keep and to draw.
 */
export class Arrivals {
  #binMs: number
  #answer = new Uint32Array(bins)
  #reasoning = new Uint32Array(bins)
  #firstMs: number | null = null
  #lastMs = 0
  #count = 0

  constructor(binMs = 25) {
    this.#binMs = binMs
  }

  static of(arrivalsMs: number[], firstAnswerMs: number | null): Arrivals {
    const arrivals = new Arrivals()
    for (const ms of arrivalsMs) {
      arrivals.add(ms, firstAnswerMs !== null && ms < firstAnswerMs ? 'reasoning' : 'answer')
    }
    return arrivals
  }

  get count(): number {
    return this.#count
  }

  get spanMs(): number {
    return bins * this.#binMs
  }

  get firstMs(): number | null {
    return this.#firstMs
  }

  get lastMs(): number {
    return this.#lastMs
  }

  add(ms: number, channel: Channel): void {
    while (ms >= this.spanMs) this.#halve()
    const bin = Math.max(0, Math.floor(ms / this.#binMs))
    const counts = channel === 'answer' ? this.#answer : this.#reasoning
    counts[bin] = (counts[bin] ?? 0) + 1
    this.#firstMs ??= ms
    this.#lastMs = Math.max(this.#lastMs, ms)
    this.#count++
  }

  clear(): void {
    this.#answer.fill(0)
    this.#reasoning.fill(0)
    this.#firstMs = null
    this.#lastMs = 0
    this.#count = 0
  }

  /** One vertical tick per bin, as high as the bin is full, as an SVG path over `bins` x `height` units. */
  path(channel: Channel, height: number): string {
    const counts = channel === 'answer' ? this.#answer : this.#reasoning
    let most = 1
    for (let i = 0; i < bins; i++) most = Math.max(most, this.#answer[i]!, this.#reasoning[i]!)
    let path = ''
    for (let i = 0; i < bins; i++) {
      const count = counts[i]!
      if (count === 0) continue
      const tick = Math.max(height * 0.18, height * Math.sqrt(count / most))
      path += `M${i + 0.5} ${height}V${(height - tick).toFixed(1)}`
    }
    return path
  }

  #halve(): void {
    for (const counts of [this.#answer, this.#reasoning]) {
      for (let i = 0; i < bins; i++) counts[i] = i < bins / 2 ? counts[2 * i]! + counts[2 * i + 1]! : 0
    }
    this.#binMs *= 2
  }
}

export const arrivalBins = bins

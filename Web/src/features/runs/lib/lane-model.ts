import { quantile } from '@/lib/quantile'

export type Channel = 'answer' | 'reasoning'
export type LaneStanding = 'grid' | 'waiting' | 'racing' | 'pit' | 'finished' | 'out'

/** One item on its way. */
interface Flight {
  itemId: number
  testId: number | null
  startedAtMs: number
  warmup: boolean
  /** Tokens so far, guessed from the length of the text: the provider counts them only at the end. */
  tokens: number
  channel: Channel
  /** Its answer has begun, since it was asked last. */
  answering: boolean
  pit: boolean
  /** What the checks say; null without any. */
  checks: boolean | null
  latencyMs: number | null
  outputTokens: number | null
  said: string[]
  saidLength: number
}

export interface ItemResult {
  status: string
  /** Checks have spoken of it. */
  checked: boolean
  /** Null: it was completed, and nothing of it was checked. */
  passed: boolean | null
  latencyMs: number | null
  outputTokens: number | null
  warmup: boolean
}

const speedWindowMs = 1_500
/** Of what an item says at least so much of the end is kept, and at most twice as much. */
const keptCharacters = 100_000
const charactersPerToken = 4
const firstGuessTokens = 160

/** One car on the track: what it has done, what it is doing, and how fast. Mutable, for it changes with every token. */
export class LaneModel {
  total: number
  done = 0
  passed = 0
  /** Items of which checks have spoken. */
  checkedItems = 0
  /** Items that were completed, and nobody checked how. */
  uncheckedItems = 0
  failed = 0
  retries = 0
  pitStops = 0
  smokeAtMs: number | null = null
  outputTokens = 0
  #measured = 0
  readonly flights = new Map<number, Flight>()
  /** In the order they were finished. */
  readonly #results = new Map<number, ItemResult>()
  /** Null: an item runs again, and those after it have to be added up anew. */
  #splits: number[] | null = []
  /** Time to the first token of each item, warm-ups apart. */
  readonly #reactions = new Map<number, number>()
  #newest: { itemId: number; ttftMs: number } | null = null
  #arrivals: { atMs: number; tokens: number }[] = []
  /** The item whose text is shown: the same one until it is finished, however many are on their way. */
  textItem: Pick<Flight, 'itemId' | 'testId' | 'said' | 'saidLength'> | null = null
  textVersion = 0

  constructor(
    readonly carId: number,
    total: number,
  ) {
    this.total = total
  }

  /** Time on track after each item, in the order they were finished. */
  get splits(): readonly number[] {
    if (this.#splits) return this.#splits
    const splits: number[] = []
    for (const { warmup, latencyMs } of this.#results.values()) {
      if (!warmup) splits.push((splits.at(-1) ?? 0) + (latencyMs ?? 0))
    }
    return (this.#splits = splits)
  }

  /** Time on track: the latencies of its items, without the time it waited for others. */
  get timeMs(): number {
    return this.splits.at(-1) ?? 0
  }

  get reactions(): number[] {
    return [...this.#reactions.values()]
  }

  get lastTtftMs(): number | null {
    return this.#newest?.ttftMs ?? null
  }

  start(itemId: number, testId: number | null, warmup: boolean, atMs: number): void {
    const before = this.#results.get(itemId)
    if (before) this.#forget(itemId, before)
    this.#unreact(itemId)
    const flight: Flight = {
      itemId,
      testId,
      startedAtMs: atMs,
      warmup,
      tokens: 0,
      channel: 'answer',
      answering: false,
      pit: false,
      checks: null,
      latencyMs: null,
      outputTokens: null,
      said: [],
      saidLength: 0,
    }
    this.flights.set(itemId, flight)
    if (!this.#isShownOnItsWay || this.textItem?.itemId === itemId) this.#show(flight)
  }

  firstToken(itemId: number, ttftMs: number): void {
    const flight = this.flights.get(itemId)
    if (!flight) return
    this.#newest = { itemId, ttftMs }
    if (!flight.warmup) this.#reactions.set(itemId, ttftMs)
  }

  /** What a model thinks aloud is shown until its answer begins; what it thinks beside the answer is only counted. */
  text(itemId: number, text: string, channel: Channel, atMs: number): void {
    const flight = this.flights.get(itemId)
    if (!flight) return
    flight.pit = false
    const count = text.length / charactersPerToken
    flight.tokens += count
    this.#arrivals.push({ atMs, tokens: count })
    if (this.#arrivals.length > 512) this.#arrivals = this.#arrivals.slice(-256)
    if (channel === 'answer') flight.answering = true
    else if (flight.answering) return
    if (channel !== flight.channel) {
      flight.channel = channel
      this.#unsay(flight)
    }
    flight.said.push(text)
    flight.saidLength += text.length
    if (flight.saidLength > 2 * keptCharacters) {
      flight.said = [flight.said.join('').slice(-keptCharacters)]
      flight.saidLength = keptCharacters
    }
    if (!this.#isShownOnItsWay) this.#show(flight)
    this.textVersion++
  }

  pit(itemId: number): void {
    const flight = this.flights.get(itemId)
    if (!flight || flight.pit) return
    flight.pit = true
    this.pitStops++
  }

  /** The model is asked, for the first time or with what its tools have found. */
  ask(itemId: number): void {
    const flight = this.flights.get(itemId)
    if (flight) Object.assign(flight, { pit: false, answering: false })
  }

  /** The attempt is lost: what it said is void. */
  retry(itemId: number, atMs: number): void {
    const flight = this.flights.get(itemId)
    this.retries++
    this.smokeAtMs = atMs
    if (!flight) return
    this.#unreact(itemId)
    Object.assign(flight, {
      tokens: 0,
      channel: 'answer',
      answering: false,
      pit: false,
      checks: null,
      latencyMs: null,
      outputTokens: null,
    })
    this.#unsay(flight)
  }

  measured(itemId: number, latencyMs: number | null, outputTokens: number | null): void {
    const flight = this.flights.get(itemId)
    if (flight) Object.assign(flight, { latencyMs, outputTokens })
  }

  checked(itemId: number, passed: boolean): void {
    const flight = this.flights.get(itemId)
    if (flight) flight.checks = passed
  }

  finish(itemId: number, status: string, atMs: number): void {
    const flight = this.flights.get(itemId)
    this.flights.delete(itemId)
    const checks = flight?.checks ?? null
    const result: ItemResult = {
      status,
      checked: checks !== null,
      passed: status === 'COMPLETED' ? checks : status === 'FAILED' || checks !== null ? false : null,
      // A failed item is not measured, yet it took its time: failing fast wins nothing that others work for.
      latencyMs: flight ? (flight.latencyMs ?? Math.max(0, atMs - flight.startedAtMs)) : null,
      outputTokens: flight?.outputTokens || null,
      warmup: flight?.warmup ?? false,
    }
    this.#results.set(itemId, result)
    if (result.warmup) return
    this.#count(result, 1)
    this.#splits?.push(this.timeMs + (result.latencyMs ?? 0))
  }

  /** Work done, 0 to 1. An item on its way counts by what it has said against what items usually say. */
  progress(usualTokens: number | null): number {
    if (this.total === 0) return 0
    const usual = this.#measured > 0 ? this.outputTokens / this.#measured : (usualTokens ?? firstGuessTokens)
    let onTheWay = 0
    for (const flight of this.flights.values()) {
      if (!flight.warmup) onTheWay += 0.95 * (1 - Math.exp((-1.6 * flight.tokens) / Math.max(1, usual)))
    }
    return Math.min(1, (this.done + onTheWay) / this.total)
  }

  /** Tokens per second over the last moment; 0 when nothing comes. */
  speed(nowMs: number): number {
    let tokens = 0
    let first = nowMs
    for (let i = this.#arrivals.length - 1; i >= 0; i--) {
      const { atMs, tokens: count } = this.#arrivals[i]!
      if (atMs < nowMs - speedWindowMs) break
      tokens += count
      first = atMs
    }
    return tokens === 0 ? 0 : (tokens / Math.max(250, nowMs - first)) * 1000
  }

  standing(over: boolean): LaneStanding {
    if (this.done >= this.total && this.total > 0) return this.failed === this.done ? 'out' : 'finished'
    if (over) return 'out'
    if (this.flights.size === 0) return this.done === 0 ? 'grid' : 'waiting'
    for (const flight of this.flights.values()) if (flight.pit) return 'pit'
    return 'racing'
  }

  reactionMedian(): number | null {
    return quantile(
      [...this.reactions].sort((a, b) => a - b),
      0.5,
    )
  }

  meanOutput(): number | null {
    return this.#measured > 0 ? this.outputTokens / this.#measured : null
  }

  /**
   * How its items went in the order they were finished, over at most so many stretches of the lane: the share of each that passed, null for
   * a stretch of which nothing is known.
   */
  stretches(most: number): { passed: (number | null)[]; of: number } {
    const of = Math.min(most, this.total)
    const sums: { done: number; passed: number }[] = []
    let finished = 0
    for (const result of this.#results.values()) {
      if (result.warmup) continue
      const at = Math.min(of - 1, Math.floor((finished++ * of) / this.total))
      if (result.passed === null) continue
      const sum = (sums[at] ??= { done: 0, passed: 0 })
      sum.done++
      if (result.passed) sum.passed++
    }
    return { passed: Array.from(sums, (sum) => (sum ? sum.passed / sum.done : null)), of }
  }

  get thinking(): boolean {
    return this.textItem !== null && this.flights.get(this.textItem.itemId)?.channel === 'reasoning'
  }

  readText(): string {
    const said = this.textItem?.said
    if (!said) return ''
    if (said.length > 1) said.splice(0, said.length, said.join(''))
    return said[0] ?? ''
  }

  get #isShownOnItsWay(): boolean {
    return this.textItem !== null && this.flights.has(this.textItem.itemId)
  }

  #show(flight: Flight): void {
    this.textItem = flight
    this.textVersion++
  }

  #unsay(flight: Flight): void {
    flight.said.length = 0
    flight.saidLength = 0
    this.textVersion++
  }

  #forget(itemId: number, result: ItemResult): void {
    this.#results.delete(itemId)
    if (result.warmup) return
    this.#count(result, -1)
    this.#splits = null
  }

  /** What an item began with is void. */
  #unreact(itemId: number): void {
    this.#reactions.delete(itemId)
    if (this.#newest?.itemId === itemId) this.#newest = null
  }

  #count(result: ItemResult, by: 1 | -1): void {
    this.done += by
    if (result.passed) this.passed += by
    if (result.checked) this.checkedItems += by
    if (result.passed === null) this.uncheckedItems += by
    if (result.outputTokens !== null) {
      this.outputTokens += by * result.outputTokens
      this.#measured += by
    }
    if (result.status === 'FAILED') this.failed += by
  }
}

import { CodeBuffer } from '@/components/code/code-buffer'
import { Arrivals } from '@/components/measures/arrivals'
import { follow, type Connection } from '@/lib/follow'
import { nextFrame } from '@/lib/frames'
import { ApiError, isAbort } from '@/lib/http'
import { Store } from '@/lib/store'
import { streamSlots } from '@/lib/stream-slots'
import { readEvent, type GenerationEvent } from '../api/events'
import { cancelGeneration, getArtifactHtml, getGeneration } from '../api/queries'
import type { Failure, Generation } from '../api/types'
import type { Pick } from './draft'
import { emptyLane, fromGeneration, isFinished, reduceLane, type LaneState } from './lane-state'

export interface LaneView {
  state: LaneState
  connection: Connection | null
  /** Counts what the buffers took in, which are mutable. */
  version: number
  cancelling: boolean
}

const reasoningLimit = 400_000
const summaryMs = 200

/** One model at work: the live state of its generation, the text it sent and when it sent it. */
export class Lane {
  readonly code = new CodeBuffer()
  readonly arrivals = new Arrivals()
  /** As fresh as the screen: one change per frame. */
  readonly view: Store<LaneView>
  /** For figures people read: a few changes per second. */
  readonly summary: Store<LaneView>
  #summarised = 0
  #trailing: ReturnType<typeof setTimeout> | null = null
  #reasoning: string[] = []
  #state: LaneState
  #connection: Connection | null = null
  #version = 0
  #cancelling = false
  #silent = false
  #following: AbortController | null = null
  /** Sent again if the connection breaks before the first event, so that one click stays one generation. */
  readonly #idempotencyKey = crypto.randomUUID()

  constructor(
    readonly pick: Pick,
    readonly start: ((idempotencyKey: string, signal: AbortSignal) => Promise<Response>) | null,
    state: LaneState = emptyLane,
    readonly onIdentity: () => void = () => {},
  ) {
    this.#state = state
    this.view = new Store(this.#snapshot())
    this.summary = new Store(this.view.get())
  }

  get state(): LaneState {
    return this.#state
  }

  reasoning(): string {
    if (this.#reasoning.length > 1) this.#reasoning = [this.#reasoning.join('')]
    return this.#reasoning[0] ?? ''
  }

  apply(event: GenerationEvent): void {
    const before = this.#state
    this.#state = reduceLane(before, event)
    if (this.#state === before) return
    switch (event.kind) {
      case 'meta':
        this.onIdentity()
        if (this.#cancelling) void this.cancel()
        break
      case 'attempt':
        this.arrivals.clear()
        this.#reasoning = []
        if (event.data.resetCode) this.code.clear()
        break
      case 'token':
        this.code.append(event.data.text)
        if (event.data.t !== null) this.arrivals.add(event.data.t, 'answer')
        break
      case 'reasoning':
        if (this.#state.reasoningCharacters <= reasoningLimit) this.#reasoning.push(event.data.text)
        if (event.data.t !== null) this.arrivals.add(event.data.t, 'reasoning')
        break
      case 'complete':
        if (event.data.result.html === null) break
        this.code.clear()
        this.code.append(event.data.result.html)
        break
    }
    this.#touch()
  }

  /** Follows the generation until it ends or `release` is called; safe to call again. */
  attach(): void {
    if (this.#following) return
    if (isFinished(this.#state.status) && (this.#state.generationId === null || this.code.characters > 0))
      return
    this.#following = new AbortController()
    void this.#run(this.#following.signal)
  }

  release(): void {
    this.#following?.abort(new DOMException('The lane left the screen', 'AbortError'))
    this.#following = null
  }

  async cancel(): Promise<void> {
    this.#cancelling = true
    this.#touch()
    const { generationId } = this.#state
    if (generationId === null) return // Cancelled as soon as the server has named it.
    try {
      this.#adopt(await cancelGeneration(generationId))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#note(`Cancelling failed: ${error.message}`)
    } finally {
      this.#cancelling = false
      this.#touch()
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      if (isFinished(this.#state.status)) await this.#load(signal)
      else {
        await this.#follow(signal)
        const { generationId, status } = this.state
        // A failure or a cancel says little in its event; the record has what was measured and paid until then.
        if (generationId && status !== 'complete') this.#adopt(await getGeneration(generationId))
      }
    } catch (error) {
      if (signal.aborted || isAbort(error)) return
      this.#fail(error)
    } finally {
      if (this.#following?.signal === signal) this.#following = null
      this.#connection = null
      this.#touch()
    }
  }

  #follow(signal: AbortSignal): Promise<void> {
    return follow({
      afterSeq: this.#state.lastSeq,
      slots: streamSlots,
      signal,
      read: readEvent,
      onEvent: (event) => this.apply(event),
      isLast: (event) => event.kind === 'done',
      onConnection: (connection) => {
        this.#connection = connection
        this.#touch()
      },
      open: (afterSeq, connectionSignal) => {
        const { generationId } = this.#state
        if (generationId !== null) {
          return fetch(`/api/generate/${generationId}/stream`, {
            headers: afterSeq > 0 ? { 'Last-Event-ID': String(afterSeq) } : {},
            signal: connectionSignal,
          })
        }
        if (this.start) return this.start(this.#idempotencyKey, connectionSignal)
        throw new ApiError('This generation never started.', 404, 'not_started')
      },
    })
  }

  /** What a finished generation left: its page; where it reasoned or has no page, the text of its stream. */
  async #load(signal: AbortSignal): Promise<void> {
    const generation = await getGeneration(this.#state.generationId!)
    const { artifactId, timings } = generation
    const reasoned = timings !== null && timings.firstAnswerMs !== timings.ttftMs
    if (artifactId === null || reasoned) await this.#replay(generation, signal)
    else {
      const html = await getArtifactHtml(artifactId)
      this.code.clear()
      this.code.append(html)
      this.#state = { ...this.#state, bytes: new TextEncoder().encode(html).length, characters: html.length }
    }
    // Events are not kept for ever. Tokens are then not estimated either, for the reasoning that belongs to them is gone.
    if (reasoned && this.#state.reasoningCharacters === 0) this.#state = { ...this.#state, characters: 0 }
    if (this.arrivals.count === 0) {
      for (const ms of timings?.arrivalsMs ?? []) {
        this.arrivals.add(ms, ms < (timings?.firstAnswerMs ?? 0) ? 'reasoning' : 'answer')
      }
    }
    this.#adopt(generation)
  }

  /** Reads the stored events of a generation that is over, and shows only their end. */
  async #replay(generation: Generation, signal: AbortSignal): Promise<void> {
    this.#silent = true
    try {
      await this.#follow(signal)
    } finally {
      this.#silent = false
      this.#adopt(generation)
    }
  }

  #adopt(generation: Generation): void {
    this.#state = fromGeneration(generation, this.#state)
    this.#touch()
  }

  #fail(error: unknown): void {
    const failure: Failure =
      error instanceof ApiError
        ? { status: error.status, code: error.code, message: error.message, hint: error.hint }
        : {
            status: null,
            code: 'site_error',
            message: 'The site could not follow this generation.',
            hint: 'Reload the page.',
          }
    this.#state = { ...this.#state, status: 'failed', error: failure }
    this.onIdentity()
    this.#touch()
    if (!(error instanceof ApiError)) reportError(error)
  }

  #note(message: string): void {
    this.#state = { ...this.#state, log: [...this.#state.log, message] }
    this.#touch()
  }

  #touch(): void {
    this.#version++
    if (!this.#silent) nextFrame(this.#publish)
  }

  #publish = (): void => {
    const next = this.#snapshot()
    this.view.set(next)
    const statusChanged = next.state.status !== this.summary.get().state.status
    if (statusChanged || performance.now() - this.#summarised >= summaryMs) this.#summarise()
    else this.#trailing ??= setTimeout(this.#summarise, summaryMs)
  }

  #summarise = (): void => {
    if (this.#trailing !== null) clearTimeout(this.#trailing)
    this.#trailing = null
    this.#summarised = performance.now()
    this.summary.set(this.view.get())
  }

  #snapshot(): LaneView {
    return {
      state: this.#state,
      connection: this.#connection,
      version: this.#version,
      cancelling: this.#cancelling,
    }
  }
}

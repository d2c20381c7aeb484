import { z } from 'zod'
import { ApiError } from '@/lib/http'
import { claimColours } from '@/lib/model-colour'
import { Store } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'
import { getSession } from '../api/queries'
import { failureSchema, type Generation, type Options } from '../api/types'
import { buildRequest, pickSchema, setupSchema, shortLabel, type Pick, type Setup } from './draft'
import { keyOf } from './keys'
import { Lane } from './lane'
import { emptyLane, fromGeneration } from './lane-state'

// What the server does not know: the order of the lanes, and lanes it refused to start. Never a key.
const recordSchema = z.object({
  id: z.string(),
  setup: setupSchema.nullable(),
  lanes: z.array(
    z.object({ pick: pickSchema, generationId: z.string().nullable(), error: failureSchema.nullable() }),
  ),
})
type SessionRecord = z.infer<typeof recordSchema>

const recordsKey = 'podium.sessions'
const rememberedSessions = 8
const readRecords = () => readStored(sessionStorage, recordsKey, z.array(recordSchema)) ?? []

export interface SessionView {
  status: 'loading' | 'ready' | 'failed'
  lanes: Lane[]
  taskId: string | null
  error: unknown
}

/** One press of "Build it": its lanes, kept while the page is open and found again by its id in the address. */
export class BuildSession {
  readonly view = new Store<SessionView>({ status: 'loading', lanes: [], taskId: null, error: null })
  #setup: Setup | null = null
  #attached = false

  constructor(
    readonly id: string,
    readonly options: Options,
  ) {}

  start(picks: Pick[], setup: Setup): void {
    this.#setup = setup
    claimColours(picks.map((pick) => pick.modelId))
    this.#show(picks.map((pick) => this.#newLane(pick)))
  }

  async load(): Promise<void> {
    this.view.set({ ...this.view.get(), status: 'loading', error: null })
    try {
      const { items } = await getSession(this.id)
      const record = readRecords().find((r) => r.id === this.id)
      this.#setup = record?.setup ?? null
      const lanes = record
        ? this.#remembered(record, items)
        : [...items].reverse().map((g) => this.#laneOf(g))
      if (lanes.length === 0) throw new ApiError('This build does not exist any more.', 404, 'not_found')
      claimColours(lanes.map((lane) => lane.pick.modelId))
      this.#setup ??= setupSchema.parse({ taskId: items[0]?.taskId ?? '' })
      this.#show(lanes)
    } catch (error) {
      this.view.set({ ...this.view.get(), status: 'failed', error })
    }
  }

  /** Streams are followed while somebody looks; the server goes on either way. */
  attach(): void {
    this.#attached = true
    for (const lane of this.view.get().lanes) lane.attach()
  }

  release(): void {
    this.#attached = false
    for (const lane of this.view.get().lanes) lane.release()
  }

  retry(lane: Lane): void {
    lane.release()
    const next = this.#newLane(lane.pick)
    this.#show(this.view.get().lanes.map((other) => (other === lane ? next : other)))
  }

  #newLane(pick: Pick): Lane {
    const provider = this.options.providers.find((p) => p.id === pick.provider)
    const setup = this.#setup!
    const task = this.options.tasks.find((t) => t.id === setup.taskId)
    return new Lane(
      pick,
      (idempotencyKey, signal) =>
        fetch('/api/generate/stream', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
          // The key is read when the request leaves and kept nowhere else.
          body: JSON.stringify(buildRequest(pick, setup, provider, task, this.id, keyOf(pick.provider))),
          signal,
        }),
      emptyLane,
      () => this.#remember(),
    )
  }

  #laneOf(generation: Generation, pick?: Pick): Lane {
    const known = pick ?? {
      key: generation.id,
      provider: generation.provider,
      modelId: generation.modelId,
      label: generation.label || shortLabel(generation.modelId),
      baseUrl: null,
    }
    return new Lane(known, null, fromGeneration(generation))
  }

  #remembered(record: SessionRecord, items: Generation[]): Lane[] {
    const byId = new Map(items.map((item) => [item.id, item]))
    return record.lanes.flatMap((lane) => {
      const generation = lane.generationId === null ? undefined : byId.get(lane.generationId)
      if (generation) return [this.#laneOf(generation, lane.pick)]
      const error = lane.error ?? {
        status: null,
        code: 'not_started',
        message: 'The page was left before the server had taken this job.',
        hint: 'Press Retry to start it.',
      }
      return [new Lane(lane.pick, null, { ...emptyLane, status: 'failed', error })]
    })
  }

  #show(lanes: Lane[]): void {
    this.view.set({ status: 'ready', lanes, taskId: this.#setup?.taskId ?? null, error: null })
    this.#remember()
    if (this.#attached) this.attach()
  }

  #remember(): void {
    const record: SessionRecord = {
      id: this.id,
      setup: this.#setup,
      lanes: this.view.get().lanes.map(({ pick, state }) => ({
        pick,
        generationId: state.generationId,
        error: state.generationId === null ? state.error : null,
      })),
    }
    const others = readRecords().filter((r) => r.id !== this.id)
    writeStored(sessionStorage, recordsKey, [record, ...others].slice(0, rememberedSessions))
  }
}

let current: BuildSession | null = null

/** The build on the screen. Leaving the Studio and coming back finds it as it was. */
export function openSession(id: string, options: Options): BuildSession {
  if (current?.id === id) return current
  current?.release()
  current = new BuildSession(id, options)
  void current.load()
  return current
}

export function startSession(options: Options, picks: Pick[], setup: Setup): BuildSession {
  current?.release()
  current = new BuildSession(crypto.randomUUID(), options)
  current.start(picks, setup)
  return current
}

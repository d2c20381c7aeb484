import { isOfJudge, type RunEvent } from '../api/events'
import { LaneModel } from './lane-model'

export interface RacePlan {
  carIds: number[]
  /** Items of one car, warm-ups apart. */
  itemsPerCar: number
}

export interface LogLine {
  seq: number
  atMs: number
  kind: RunEvent['kind']
  carId: number | null
  /** The test this line is about, where it names one: names may come later than events. */
  testId: number | null
  text: string
  bad: boolean
}

export type RacePhase = 'waiting' | 'racing' | 'paused' | 'over'

export interface JudgeProgress {
  scored: number
  total: number | null
  parseFailures: number
  over: boolean
  error: string | null
}

const logLines = 1_200

/** A race as its events tell it, up to one of them. Knows no clock but theirs, so that a replay is the same race. */
export class RaceModel {
  readonly lanes: LaneModel[]
  readonly log: LogLine[] = []
  phase: RacePhase = 'waiting'
  outcome: string | null = null
  error: string | null = null
  judge: JudgeProgress | null = null
  startedAtMs: number | null = null
  lastAtMs: number | null = null
  lastSeq = 0
  readonly #laneOfCar: Map<number, LaneModel>
  readonly #laneOfItem = new Map<number, LaneModel>()

  constructor(readonly plan: RacePlan) {
    this.lanes = plan.carIds.map((carId) => new LaneModel(carId, plan.itemsPerCar))
    this.#laneOfCar = new Map(this.lanes.map((lane) => [lane.carId, lane]))
  }

  lane(carId: number): LaneModel | undefined {
    return this.#laneOfCar.get(carId)
  }

  /** What items usually say, over all cars, for cars that have finished none yet. */
  usualTokens(): number | null {
    const means = this.lanes.map((lane) => lane.meanOutput()).filter((mean) => mean !== null)
    return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length
  }

  /** One event further. An event seen before changes nothing. */
  apply(event: RunEvent): void {
    if (event.seq !== null) {
      if (event.seq <= this.lastSeq) return
      this.lastSeq = event.seq
    }
    const atMs = event.atMs ?? this.lastAtMs ?? 0
    if (!isOfJudge(event.kind) && (this.lastAtMs === null || atMs > this.lastAtMs)) this.lastAtMs = atMs
    const lane = event.itemId === null ? undefined : this.#laneOfItem.get(event.itemId)
    const itemId = event.itemId ?? -1
    switch (event.kind) {
      case 'run.started':
        this.startedAtMs ??= atMs
        this.#goOn()
        return this.#note(event, atMs, null, 'Lights out')
      case 'run.paused':
        this.phase = 'paused'
        return this.#note(event, atMs, null, 'Paused: what is on its way finishes')
      case 'run.resumed':
        this.#goOn()
        return this.#note(event, atMs, null, 'Goes on')
      case 'run.cancelled':
        return this.#end(event, atMs, 'CANCELLED', event.data.reason)
      case 'run.completed':
        return this.#end(event, atMs, event.data.status ?? 'COMPLETED', event.data.error)
      case 'item.started': {
        const starter = this.#laneOfCar.get(event.data.car_id)
        if (!starter || event.itemId === null) return
        this.startedAtMs ??= atMs
        if (this.phase !== 'paused') this.#goOn()
        this.#laneOfItem.set(event.itemId, starter)
        starter.start(event.itemId, event.data.test_id, event.data.is_warmup, atMs)
        this.#note(event, atMs, starter, event.data.is_warmup ? 'to warm up' : '')
        this.log.at(-1)!.testId = event.data.test_id
        return
      }
      case 'request.sent':
        lane?.ask(itemId)
        return
      case 'ttft.recorded':
        lane?.firstToken(itemId, event.data.ttft_ms)
        return
      case 'token.delta':
        lane?.text(itemId, event.data.token, 'answer', atMs)
        return
      case 'reasoning.delta':
        lane?.text(itemId, event.data.token, 'reasoning', atMs)
        return
      case 'tool.call.detected':
        lane?.pit(itemId)
        return
      case 'tool.call.executed':
        lane?.pit(itemId)
        return this.#note(
          event,
          atMs,
          lane,
          `Pit stop: ${event.data.tool_name ?? 'a tool'}${event.data.status === 'error' ? ' failed' : ''}`,
          event.data.status === 'error',
        )
      case 'tool.loop.continue':
        lane?.ask(itemId)
        return
      case 'tool.loop.exhausted':
        return this.#note(event, atMs, lane, 'Still calling tools at the limit of loops', true)
      case 'item.retry':
        lane?.retry(itemId, atMs)
        return this.#note(event, atMs, lane, `Tries again: ${event.data.reason ?? 'no reason given'}`, true)
      case 'item.error':
        if (event.data.retrying) return
        return this.#note(event, atMs, lane, event.data.error ?? 'Failed without a reason', true)
      case 'item.metrics':
        lane?.measured(itemId, event.data.latency_ms, event.data.output_tokens)
        return
      case 'item.assertions':
        lane?.checked(itemId, event.data.pass ?? event.data.passed === event.data.total)
        return this.#note(event, atMs, lane, `${event.data.passed} of ${event.data.total} checks passed`)
      case 'item.completed':
        lane?.finish(itemId, event.data.status, atMs)
        return
      case 'judge.started':
        this.judge = { scored: 0, total: event.data.total_items, parseFailures: 0, over: false, error: null }
        return this.#note(event, atMs, null, 'The judge sits down')
      case 'judge.item.scored':
      case 'judge.pair.scored':
        this.judge = {
          scored: event.data.scored_items ?? (this.judge?.scored ?? 0) + 1,
          total: event.data.total_items ?? this.judge?.total ?? null,
          parseFailures: event.data.parse_failures ?? 0,
          over: false,
          error: null,
        }
        return
      case 'judge.completed':
        this.#endJudging(event.data.parse_failures, event.data.error)
        return this.#note(event, atMs, null, 'The judge is done')
      case 'judge.failed': {
        const error = event.data.error ?? 'No reason was given.'
        this.#endJudging(null, error)
        return this.#note(event, atMs, null, `The judging ended without scores: ${error}`, true)
      }
    }
  }

  #end(event: RunEvent, atMs: number, outcome: string, error: string | null): void {
    // A cancelled run tells its reason, and then that it is complete.
    const told = this.phase === 'over' && this.outcome === outcome
    this.phase = 'over'
    this.outcome = outcome
    this.error = error ?? (told ? this.error : null)
    if (told) return
    this.#note(event, atMs, null, error ?? flag[outcome] ?? outcome, error !== null)
  }

  #goOn(): void {
    this.phase = 'racing'
    this.outcome = null
    this.error = null
    // An abandoned judging tells nothing; what an ended one found is of another race.
    this.judge = null
  }

  #endJudging(parseFailures: number | null, error: string | null): void {
    this.judge = {
      scored: this.judge?.scored ?? 0,
      total: this.judge?.total ?? null,
      parseFailures: parseFailures ?? this.judge?.parseFailures ?? 0,
      over: true,
      error,
    }
  }

  #note(event: RunEvent, atMs: number, lane: LaneModel | undefined | null, text: string, bad = false): void {
    const carId = lane?.carId ?? null
    this.log.push({ seq: event.seq ?? 0, atMs, kind: event.kind, carId, testId: null, text, bad })
    if (this.log.length > logLines) this.log.splice(0, this.log.length - logLines)
  }
}

const flag: Record<string, string> = {
  COMPLETED: 'Chequered flag',
  FAILED: 'Red flag: no item was completed',
  CANCELLED: 'Cancelled',
}

import type { Cost, Timings, Usage } from '@/lib/measures'
import type { GenerationEvent } from '../api/events'
import type { Attempt, Failure, Generation } from '../api/types'

export type LaneStatus =
  'starting' | 'queued' | 'running' | 'complete' | 'failed' | 'cancelled' | 'interrupted'

/** Everything a lane shows besides the text itself, which lives in buffers that only grow. */
export interface LaneState {
  status: LaneStatus
  generationId: string | null
  artifactId: string | null
  demo: boolean
  plannedAttempts: number | null
  attemptNumber: number
  usedModel: string | null
  usedProvider: string | null
  attempts: Attempt[]
  log: string[]
  characters: number
  reasoningCharacters: number
  ttftMs: number | null
  lastTokenMs: number | null
  usage: Usage | null
  cost: Cost | null
  timings: Timings | null
  finishReason: string | null
  truncated: boolean
  bytes: number | null
  error: Failure | null
  /** The sequence number of the last event applied: where a broken stream goes on. */
  lastSeq: number
}

export const emptyLane: LaneState = {
  status: 'starting',
  generationId: null,
  artifactId: null,
  demo: false,
  plannedAttempts: null,
  attemptNumber: 0,
  usedModel: null,
  usedProvider: null,
  attempts: [],
  log: [],
  characters: 0,
  reasoningCharacters: 0,
  ttftMs: null,
  lastTokenMs: null,
  usage: null,
  cost: null,
  timings: null,
  finishReason: null,
  truncated: false,
  bytes: null,
  error: null,
  lastSeq: 0,
}

const logLines = 200

/** Errors that are endings of their own kind. */
const endings: Record<string, LaneStatus> = {
  'generation.cancelled': 'cancelled',
  'generation.interrupted': 'interrupted',
}

/** One event further. An event seen before changes nothing: a resumed stream may repeat what we already have. */
export function reduceLane(state: LaneState, event: GenerationEvent): LaneState {
  if (event.seq !== null && event.seq <= state.lastSeq) return state
  return { ...apply(state, event), lastSeq: event.seq ?? state.lastSeq }
}

function apply(state: LaneState, event: GenerationEvent): LaneState {
  switch (event.kind) {
    case 'meta':
      return {
        ...state,
        status: 'queued',
        generationId: event.data.generationId,
        plannedAttempts: event.data.plannedAttempts,
        demo: event.data.demo,
      }
    case 'attempt':
      return {
        ...state,
        status: 'running',
        attemptNumber: event.data.attemptNumber,
        plannedAttempts: event.data.totalAttempts ?? state.plannedAttempts,
        usedModel: event.data.model,
        usedProvider: event.data.provider,
        // A new attempt has a clock of its own.
        ttftMs: null,
        lastTokenMs: null,
        reasoningCharacters: 0,
        characters: event.data.resetCode ? 0 : state.characters,
      }
    case 'token':
      return {
        ...arrived(state, event.data.t),
        characters: state.characters + event.data.text.length,
      }
    case 'reasoning':
      return {
        ...arrived(state, event.data.t),
        reasoningCharacters: state.reasoningCharacters + event.data.text.length,
      }
    case 'log':
      return { ...state, log: [...state.log.slice(1 - logLines), event.data.message] }
    case 'complete': {
      const { generation, result, artifactId } = event.data
      return {
        ...state,
        status: 'complete',
        artifactId,
        usedModel: generation.usedModel ?? state.usedModel,
        usedProvider: generation.usedProvider ?? state.usedProvider,
        attempts: generation.attempts,
        usage: generation.usage,
        cost: generation.cost,
        timings: generation.timings,
        ttftMs: generation.timings?.ttftMs ?? state.ttftMs,
        lastTokenMs: generation.timings?.lastTokenMs ?? state.lastTokenMs,
        finishReason: generation.finishReason,
        truncated: generation.truncated,
        bytes: result.html === null ? null : new TextEncoder().encode(result.html).length,
        error: null,
      }
    }
    case 'error': {
      const { attempts, artifactId, ...error } = event.data
      const status = endings[error.code ?? ''] ?? 'failed'
      return { ...state, status, error, attempts, artifactId: artifactId ?? state.artifactId }
    }
    case 'done':
      return state
  }
}

function arrived(state: LaneState, t: number | null): LaneState {
  if (t === null) return { ...state, status: 'running' }
  return { ...state, status: 'running', ttftMs: state.ttftMs ?? t, lastTokenMs: t }
}

/** What the server recorded overrules what we pieced together. */
export function fromGeneration(generation: Generation, before: LaneState = emptyLane): LaneState {
  return {
    ...before,
    status: generation.state,
    generationId: generation.id,
    artifactId: generation.artifactId,
    demo: generation.demo,
    usedModel: generation.usedModel ?? before.usedModel,
    usedProvider: generation.usedProvider ?? before.usedProvider,
    attempts: generation.attempts,
    attemptNumber: Math.max(before.attemptNumber, generation.attempts.length),
    usage: generation.usage,
    cost: generation.cost,
    timings: generation.timings,
    ttftMs: generation.timings?.ttftMs ?? before.ttftMs,
    lastTokenMs: generation.timings?.lastTokenMs ?? before.lastTokenMs,
    finishReason: generation.finishReason,
    truncated: generation.truncated,
    error: generation.error,
  }
}

export const isFinished = (status: LaneStatus) =>
  status === 'complete' || status === 'failed' || status === 'cancelled' || status === 'interrupted'

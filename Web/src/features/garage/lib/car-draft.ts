import type { Car, CarBody } from '../api/types'

/** A car as it is typed: every field is text until it is sent. */
export interface CarDraft {
  name: string
  connectionId: number | null
  model: string
  temperature: string
  topP: string
  topK: string
  maxTokens: string
  seed: string
  /** One sequence per line. */
  stop: string
  reasoningEffort: string
  minP: string
  frequencyPenalty: string
  presencePenalty: string
  repeatPenalty: string
  contextTokens: string
}

export type CarErrors = Partial<Record<keyof CarDraft, string>>

export const emptyCar = (connectionId: number | null): CarDraft => ({
  name: '',
  connectionId,
  model: '',
  temperature: '',
  topP: '',
  topK: '',
  maxTokens: '',
  seed: '',
  stop: '',
  reasoningEffort: '',
  minP: '',
  frequencyPenalty: '',
  presencePenalty: '',
  repeatPenalty: '',
  contextTokens: '',
})

const shown = (value: number | null) => (value === null ? '' : String(value))

export const draftOf = (car: Car): CarDraft => ({
  name: car.name,
  connectionId: car.connection_id,
  model: car.model_name,
  temperature: shown(car.temperature),
  topP: shown(car.top_p),
  topK: shown(car.top_k),
  maxTokens: shown(car.max_tokens),
  seed: shown(car.seed),
  stop: (car.stop_json ?? []).join('\n'),
  reasoningEffort: car.reasoning_effort ?? '',
  minP: shown(car.min_p),
  frequencyPenalty: shown(car.frequency_penalty),
  presencePenalty: shown(car.presence_penalty),
  repeatPenalty: shown(car.repeat_penalty),
  contextTokens: shown(car.num_ctx),
})

/** What few models know; the form keeps it folded. */
export const rareFields = [
  'minP',
  'frequencyPenalty',
  'presencePenalty',
  'repeatPenalty',
  'contextTokens',
] as const
export type RareField = (typeof rareFields)[number]
export type NumberOfCar = 'temperature' | 'topP' | 'topK' | 'maxTokens' | 'seed' | RareField

interface Range {
  field: NumberOfCar
  min: number
  max: number
  whole: boolean
}

const ranges: Range[] = [
  { field: 'temperature', min: 0, max: 2, whole: false },
  { field: 'topP', min: 0, max: 1, whole: false },
  { field: 'topK', min: 1, max: 1_000_000, whole: true },
  { field: 'maxTokens', min: 1, max: 10_000_000, whole: true },
  { field: 'seed', min: -9007199254740991, max: 9007199254740991, whole: true },
  { field: 'minP', min: 0, max: 1, whole: false },
  { field: 'frequencyPenalty', min: -2, max: 2, whole: false },
  { field: 'presencePenalty', min: -2, max: 2, whole: false },
  { field: 'repeatPenalty', min: 0, max: 10, whole: false },
  { field: 'contextTokens', min: 1, max: 10_000_000, whole: true },
]

/** What is wrong with each field, in words; empty when it can be sent. */
export function carErrors(draft: CarDraft): CarErrors {
  const errors: CarErrors = {}
  if (draft.name.trim() === '') errors.name = 'A car needs a name.'
  if (draft.connectionId === null) errors.connectionId = 'Pick a connection.'
  if (draft.model.trim() === '') errors.model = 'Pick a model, or type its id.'
  for (const { field, min, max, whole } of ranges) {
    const text = draft[field].trim()
    if (text === '') continue
    const value = Number(text)
    if (!Number.isFinite(value) || value < min || value > max) errors[field] = `From ${min} to ${max}.`
    else if (whole && !Number.isInteger(value)) errors[field] = 'A whole number.'
  }
  return errors
}

/** Null is sent as null: the parameter is then left to the model. */
export function carBody(draft: CarDraft): CarBody {
  const number = (text: string) => (text.trim() === '' ? null : Number(text))
  const stop = draft.stop.split('\n').filter((line) => line !== '')
  return {
    name: draft.name.trim(),
    connection_id: draft.connectionId!,
    model_name: draft.model.trim(),
    temperature: number(draft.temperature),
    top_p: number(draft.topP),
    max_tokens: number(draft.maxTokens),
    stop_json: stop.length > 0 ? stop : null,
    seed: number(draft.seed),
    top_k: number(draft.topK),
    reasoning_effort: draft.reasoningEffort || null,
    min_p: number(draft.minP),
    frequency_penalty: number(draft.frequencyPenalty),
    presence_penalty: number(draft.presencePenalty),
    repeat_penalty: number(draft.repeatPenalty),
    num_ctx: number(draft.contextTokens),
  }
}

/** "temperature 0.2 · seed 7", or nothing when the model's defaults hold. */
export function samplingText(car: Car): string {
  const parts = [
    car.temperature !== null && `temperature ${car.temperature}`,
    car.top_p !== null && car.top_p !== 1 && `top-p ${car.top_p}`,
    car.top_k !== null && `top-k ${car.top_k}`,
    car.max_tokens !== null && `max ${car.max_tokens} tokens`,
    car.seed !== null && `seed ${car.seed}`,
    car.stop_json !== null && car.stop_json.length > 0 && `${car.stop_json.length} stop`,
    car.min_p !== null && `min-p ${car.min_p}`,
    car.frequency_penalty !== null && `frequency penalty ${car.frequency_penalty}`,
    car.presence_penalty !== null && `presence penalty ${car.presence_penalty}`,
    car.repeat_penalty !== null && `repeat penalty ${car.repeat_penalty}`,
    car.num_ctx !== null && `context ${car.num_ctx}`,
    car.reasoning_effort !== null && `${car.reasoning_effort} reasoning`,
  ]
  return parts.filter(Boolean).join(' · ')
}

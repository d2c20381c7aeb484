import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { unknownable } from '@/lib/measures'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)

export const connectionSchema = reads<Contract['ConnectionResponse']>()(
  z.object({
    id: z.number(),
    name: z.string(),
    type: z.string(),
    base_url: z.string(),
    api_key_env_var: text,
    has_stored_api_key: flag,
    is_demo: flag,
    created_at: text,
    updated_at: text,
  }),
)

export const carSchema = reads<Contract['CarResponse']>()(
  z.object({
    id: z.number(),
    name: z.string(),
    connection_id: z.number(),
    model_name: z.string(),
    temperature: number,
    top_p: number,
    max_tokens: number,
    stop_json: unknownable(z.array(z.string())),
    seed: number,
    top_k: number,
    reasoning_effort: text,
    min_p: number,
    frequency_penalty: number,
    presence_penalty: number,
    repeat_penalty: number,
    num_ctx: number,
    created_at: text,
  }),
)

/** What verify-runtime found: it answers whatever happened, and says what to do about it. */
export const checkSchema = z.object({
  connection_id: z.number(),
  provider_type: text,
  base_url: text,
  auth_source: text,
  auth_present: flag,
  discovery_ok: z.boolean(),
  latency_ms: number,
  models: z.array(z.string()).default([]),
  error: text,
  hints: z.array(z.string()).default([]),
})

/** A kind of connection: what it is called, and what one click fills in. */
export const connectionTypeSchema = z.object({
  type: z.string(),
  label: z.string(),
  note: z.string().default(''),
  needs_key: flag,
  key_variables: z.array(z.string()).default([]),
  servers: z.array(z.object({ name: z.string(), base_url: z.string() })).default([]),
})

export const limitsSchema = z.object({
  provider_type: z.string(),
  max_in_flight: z.number(),
  timeout_ms: z.number(),
  retry_count: z.number(),
  retry_backoff_ms: z.number(),
})

export const connectionTypesSchema = z.array(connectionTypeSchema)
export const connectionsSchema = z.array(connectionSchema)
export const carsSchema = z.array(carSchema)
export const limitsListSchema = z.array(limitsSchema)

export type ConnectionType = z.infer<typeof connectionTypeSchema>
export type Connection = z.infer<typeof connectionSchema>
export type Car = z.infer<typeof carSchema>
export type Check = z.infer<typeof checkSchema> & { checkedAt: number }
export type Limits = z.infer<typeof limitsSchema>

/** Only what is set is sent: an omitted key keeps the stored one. */
export interface ConnectionBody {
  name: string
  type: string
  base_url: string
  api_key_env_var?: string | null
  api_key?: string
  clear_api_key?: boolean
}

export interface CarBody {
  name: string
  connection_id: number
  model_name: string
  temperature: number | null
  top_p: number | null
  max_tokens: number | null
  stop_json: string[] | null
  seed: number | null
  top_k: number | null
  reasoning_effort: string | null
  min_p: number | null
  frequency_penalty: number | null
  presence_penalty: number | null
  repeat_penalty: number | null
  num_ctx: number | null
}

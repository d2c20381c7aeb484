import { z } from 'zod'
import { reads, type Contract } from '@/lib/contract'
import { costSchema, timingsSchema, unknownable, usageSchema } from '@/lib/measures'

const text = unknownable(z.string())
const flag = z.boolean().nullish().transform(Boolean)

export const presetSchema = z.object({ modelId: z.string(), label: z.string(), demo: flag })

export const providerSchema = z.object({
  id: z.string(),
  label: z.string(),
  requiresKey: flag,
  keyField: text,
  hasServerKey: flag,
  acceptsBaseUrl: flag,
  defaultBaseUrl: text,
  demo: flag,
  presets: z.array(presetSchema).default([]),
})

export const taskSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string().default(''),
  promptVersion: text,
  usesBaseline: flag,
  usesImage: flag,
  prompt: text,
  baselineUrl: text,
  imageUrl: text,
})

export const optionsSchema = reads<Contract['GenerationOptionsResponse']>()(
  z.object({
    providers: z.array(providerSchema),
    tasks: z.array(taskSchema),
    limits: z.object({
      maxModels: z.number().default(6),
      skillChars: z.number().default(8000),
      promptChars: z.number().default(20_000),
    }),
    priceVersion: text,
  }),
)

export const stateSchema = z.enum(['queued', 'running', 'complete', 'failed', 'cancelled', 'interrupted'])

export const attemptSchema = z.object({
  model: text,
  provider: text,
  status: z.string(),
  statusCode: unknownable(z.number()),
  retryable: flag,
  durationMs: unknownable(z.number()),
  detail: text,
})

export const failureSchema = z.object({
  status: unknownable(z.number()),
  code: text,
  message: z.string(),
  hint: text,
})

export const generationSchema = z.object({
  id: z.string(),
  sessionId: text,
  state: stateSchema,
  provider: z.string(),
  modelId: z.string(),
  label: z.string(),
  vendor: text,
  taskId: text,
  promptVersion: text,
  demo: flag,
  createdAt: z.string(),
  startedAt: text,
  finishedAt: text,
  artifactId: text,
  usedModel: text,
  usedProvider: text,
  finishReason: text,
  truncated: flag,
  error: unknownable(failureSchema),
  attempts: z
    .array(attemptSchema)
    .nullish()
    .transform((list) => list ?? []),
  usage: unknownable(usageSchema),
  cost: unknownable(costSchema),
  timings: unknownable(timingsSchema),
})

export const generationPageSchema = reads<Contract['GenerationPageResponse']>()(
  z.object({ items: z.array(generationSchema), nextCursor: text }),
)

export const foundModelsSchema = reads<Contract['HubSearchResponse']>()(
  z.object({
    models: z.array(
      z.object({
        modelId: z.string(),
        label: z.string(),
        vendor: text,
        providers: z.array(z.string()).default([]),
      }),
    ),
  }),
)

const ratesSchema = z.object({
  input: unknownable(z.number()),
  output: unknownable(z.number()),
  cachedInput: unknownable(z.number()),
})

/** US dollars per million tokens; a row may be in force only for a time, or only when served by one provider. */
export const pricingSchema = reads<Contract['PricingResponse']>()(
  z.object({
    version: text,
    rows: z
      .array(
        z.object({
          provider: z.string(),
          model: z.string(),
          match: z.string(),
          servedBy: text,
          rates: ratesSchema,
          from: text,
          until: text,
          sourceName: text,
          sourceUrl: text,
          sourceDate: text,
          note: text,
        }),
      )
      .default([]),
  }),
)

export type Options = z.infer<typeof optionsSchema>
export type Provider = z.infer<typeof providerSchema>
export type Preset = z.infer<typeof presetSchema>
export type Task = z.infer<typeof taskSchema>
export type Generation = z.infer<typeof generationSchema>
export type GenerationState = z.infer<typeof stateSchema>
export type Attempt = z.infer<typeof attemptSchema>
export type Failure = z.infer<typeof failureSchema>
export type Pricing = z.infer<typeof pricingSchema>
export type PriceRow = Pricing['rows'][number]

type Body = Contract['GenerateBody']

/** The body of POST /api/generate/stream. Only what is set is sent. */
export type GenerateRequest = KeyField &
  Pick<Body, 'prompt' | 'skillContent' | 'baseUrl' | 'temperature' | 'maxTokens' | 'reasoningEffort'> &
  Pick<Body, 'providerCandidates' | 'billTo'> & {
    [Field in keyof Pick<Body, 'provider' | 'modelId' | 'taskId' | 'sessionId'>]-?: string
  } & { taskContext?: Record<string, string> }

/** `openaiApiKey` and its siblings, or `apiKey`, which every provider takes. */
export type KeyField = Pick<Body, Extract<keyof Body, `${string}ApiKey` | 'apiKey'>>

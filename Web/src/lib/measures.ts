import { z } from 'zod'

/** Null and missing mean the same to us: unknown. */
export const unknownable = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? null)

const number = unknownable(z.number())
const text = unknownable(z.string())

/** Token counts as billed. Input includes cached, output includes reasoning. */
export const usageSchema = z.object({
  inputTokens: number,
  outputTokens: number,
  cachedInputTokens: number,
  cacheWriteTokens: number,
  reasoningTokens: number,
  totalTokens: number,
})

export const costSchema = z.object({
  inputUsd: number,
  outputUsd: number,
  cachedInputUsd: number,
  totalUsd: number,
  totalPicoUsd: text,
  pricingVersion: text,
  pricingMatchedModel: text,
  priceSource: text,
  priceDate: text,
  /** True when a token count had to be guessed, so the sum is not exact. */
  estimated: z.boolean().nullish().transform(Boolean),
})

/** Milliseconds since the request body was handed to the provider's socket. */
export const timingsSchema = z.object({
  queuedMs: number,
  firstByteMs: number,
  ttftMs: number,
  firstAnswerMs: number,
  secondTokenMs: number,
  lastTokenMs: number,
  closedMs: number,
  tokenEvents: number,
  itlMs: number,
  outputTokensPerSecond: number,
  endToEndTokensPerSecond: number,
  arrivalsMs: unknownable(z.array(z.number())),
})

export type Usage = z.infer<typeof usageSchema>
export type Cost = z.infer<typeof costSchema>
export type Timings = z.infer<typeof timingsSchema>

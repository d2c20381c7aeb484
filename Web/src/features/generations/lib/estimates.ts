import type { PriceRow, Pricing } from '../api/types'
import type { LaneState } from './lane-state'

// English and code come to about four characters per token in the tokenizers in use; good enough for a figure marked "about".
const charactersPerToken = 4

export const estimateTokens = (characters: number) => Math.round(characters / charactersPerToken)

/** Exact as soon as the provider has reported usage; until then an estimate from the text so far. */
export function outputTokens(lane: LaneState): { value: number | null; estimated: boolean } {
  if (lane.usage?.outputTokens != null) return { value: lane.usage.outputTokens, estimated: false }
  const characters = lane.characters + lane.reasoningCharacters
  return { value: characters === 0 ? null : estimateTokens(characters), estimated: true }
}

/** Tokens after the first, over the time from the first to the last. */
export function tokensPerSecond(lane: LaneState): { value: number | null; estimated: boolean } {
  if (lane.timings?.outputTokensPerSecond != null) {
    return { value: lane.timings.outputTokensPerSecond, estimated: false }
  }
  const { value } = outputTokens(lane)
  const span = (lane.lastTokenMs ?? 0) - (lane.ttftMs ?? 0)
  if (value === null || value < 2 || span < 200) return { value: null, estimated: true }
  return { value: ((value - 1) / span) * 1000, estimated: true }
}

/** The exact model first, else the longest prefix; a route suffix (`model:provider`) does not count. */
export function findPrice(
  pricing: Pricing | undefined,
  provider: string,
  modelId: string,
  now: number = Date.now(),
): PriceRow | null {
  const id = modelId.toLowerCase().replace(/:[^:/]*$/, '')
  const rows =
    pricing?.rows.filter((row) => row.provider === provider && row.servedBy === null && inForce(row, now)) ??
    []
  const exact = rows.find((row) => row.match === 'exact' && row.model.toLowerCase() === id)
  if (exact) return exact
  return rows
    .filter((row) => row.match === 'prefix' && id.startsWith(row.model.toLowerCase()))
    .reduce<PriceRow | null>(
      (best, row) => (best && best.model.length >= row.model.length ? best : row),
      null,
    )
}

const inForce = (row: PriceRow, now: number) =>
  (row.from === null || Date.parse(row.from) <= now) && (row.until === null || now < Date.parse(row.until))

/** What the text so far would cost, or null when the price is unknown. */
export function estimateCost(
  price: PriceRow | null,
  promptCharacters: number,
  lane: LaneState,
): number | null {
  const output = outputTokens(lane).value
  if (price?.rates.input == null || price.rates.output === null || output === null) return null
  return (estimateTokens(promptCharacters) * price.rates.input + output * price.rates.output) / 1e6
}

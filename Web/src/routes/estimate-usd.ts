import type { Pricing } from '@/features/generations/api/types'
import { estimateTokens, findPrice } from '@/features/generations/lib/estimates'
import type { Entry, Track } from '@/features/race/lib/grid'

const usualOutputTokens = 300
const usualPromptCharacters = 800

/** Every case of the suite at list prices, for an answer of usual length; null when a model has no known price. */
export function estimateUsd(
  pricing: Pricing | undefined,
  suite: Track,
  entries: Entry[],
  repetitions: number,
): number | null {
  let total = 0
  for (const entry of entries) {
    if (entry.demo) continue
    const price = findPrice(pricing, entry.provider, entry.model)
    if (price?.rates.input == null || price.rates.output === null) return null
    const input =
      estimateTokens(suite.promptCharacters ?? suite.cases * usualPromptCharacters) * price.rates.input
    const output = suite.cases * usualOutputTokens * price.rates.output
    total += ((input + output) / 1e6) * repetitions
  }
  return total
}

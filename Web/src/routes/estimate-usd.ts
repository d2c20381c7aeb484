import type { Pricing } from '@/features/generations/api/types'
import { estimateTokens, findPrice } from '@/features/generations/lib/estimates'
import type { Entry, Track } from '@/features/race/lib/grid'
import { heatCount } from '@/features/race/lib/pace'
import type { Rules } from '@/features/race/lib/rules'

const usualOutputTokens = 300
const usualPromptCharacters = 800

/** Every case of the suite and every warm-up at list prices, for an answer of usual length; null when a model has no known price. */
export function estimateUsd(
  pricing: Pricing | undefined,
  suite: Track,
  entries: Entry[],
  rules: Pick<Rules, 'repetitions' | 'warmups'>,
): number | null {
  const requests = heatCount(suite.cases, rules)
  const characters =
    suite.promptCharacters === null || suite.cases === 0
      ? usualPromptCharacters
      : suite.promptCharacters / suite.cases
  let total = 0
  for (const entry of entries) {
    if (entry.demo) continue
    const price = findPrice(pricing, entry.provider, entry.model)
    if (price?.rates.input == null || price.rates.output === null) return null
    const input = estimateTokens(characters) * price.rates.input
    const output = usualOutputTokens * price.rates.output
    total += ((input + output) / 1e6) * requests
  }
  return total
}

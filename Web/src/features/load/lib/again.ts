import type { LoadDetail } from '../api/types'
import { emptyDraft, usualPrompt, type Arrivals, type Draft, type Order, type Shape } from './draft'

/** The form as it was for a load that has been. A prompt that is longer than what is kept of it is not offered again. */
export function draftOf({ load, first_prompt, prompts }: LoadDetail): Draft {
  const { plan } = load
  const shape = plan.shape as Shape
  return {
    ...emptyDraft,
    name: load.name ?? '',
    shape,
    arrivals: plan.arrivals as Arrivals,
    levels: { ...emptyDraft.levels, [shape]: plan.levels.join(', ') },
    growth: plan.growth === 'exponential' ? 'exponential' : 'linear',
    seconds: plan.seconds,
    warmups: plan.warmups ?? 0,
    order: (plan.order ?? 'in_turn') as Order,
    suiteId: plan.suite_id,
    prompt:
      prompts === 1 && plan.suite_id === null && first_prompt && first_prompt.length < 400
        ? first_prompt
        : usualPrompt,
    maxOutputTokens: plan.max_output_tokens,
    uniquePrompts: plan.unique_prompts,
    liftLimit: plan.lift_limit,
    slos: { ...plan.slos },
    stopAtSaturation: plan.stop_at_saturation,
    maxErrors: plan.max_errors,
    maxCostUsd: plan.max_cost_usd,
  }
}

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'
import { pricingQuery } from '../api/queries'
import { estimateCost, findPrice, outputTokens, tokensPerSecond } from '../lib/estimates'
import type { LaneState } from '../lib/lane-state'
import { isFinished } from '../lib/lane-state'

interface Props {
  state: LaneState
  provider: string
  modelId: string
  promptCharacters: number
}

const guess =
  'Estimated from the text so far, four characters to a token. Exact once the provider reports usage.'

/** Four figures in fixed places, so that nothing moves while they change. */
export function LaneFigures({ state, provider, modelId, promptCharacters }: Props) {
  const { data: pricing } = useQuery({ ...pricingQuery, enabled: !state.demo })
  const finished = isFinished(state.status)
  const tokens = outputTokens(state)
  const rate = tokensPerSecond(state)
  const estimate = finished
    ? null
    : estimateCost(findPrice(pricing, provider, modelId), promptCharacters, state)
  const cost = state.cost?.totalUsd ?? estimate
  const noToken = finished ? 'No token arrived.' : 'No token has arrived yet.'
  return (
    <dl className="grid grid-cols-[5fr_6fr_6fr_8fr] gap-x-3">
      <Cell name="TTFT" title="Time to first token of any channel">
        <Figure value={state.ttftMs} format={formatDuration} reason={noToken} />
      </Cell>
      <Cell name="Speed" title="Output tokens per second after the first">
        <Figure
          value={rate.value}
          format={(value) => `${formatRate(value)}/s`}
          estimate={rate.estimated && guess}
          reason={finished ? 'Needs two token events and a token count.' : noToken}
        />
      </Cell>
      <Cell name="Tokens" title="Output tokens, reasoning included">
        <Figure
          value={tokens.value}
          format={formatCount}
          estimate={tokens.estimated && guess}
          reason={noToken}
        />
      </Cell>
      <Cell name="Cost" title={costTitle(state)}>
        <Figure
          value={cost}
          format={formatUsd}
          estimate={costGuess(state)}
          reason={
            state.demo ? 'Demo models are scripted: nothing was spent.' : 'No price is known for this model.'
          }
        />
      </Cell>
    </dl>
  )
}

const costGuess = ({ cost }: LaneState) =>
  cost?.totalUsd == null
    ? guess
    : cost.estimated && 'The provider reported no usage, so tokens were estimated.'

const costTitle = ({ cost }: LaneState) =>
  cost?.priceSource
    ? `Priced by ${cost.priceSource}${cost.priceDate ? `, ${cost.priceDate}` : ''}`
    : 'US dollars'

function Cell({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-small text-faint" title={title}>
        {name}
      </dt>
      <dd className="truncate">{children}</dd>
    </div>
  )
}

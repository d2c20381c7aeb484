import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'
import type { Metric } from '../api/types'

const reason = 'It was not measured.'
const untold = 'The provider did not report it.'
const rate = (value: number) => `${formatRate(value)} tok/s`
const tokens = (value: number) => `${formatCount(value)} tok`
/** As the clock beside the provider's socket said: in microseconds. */
const exactly = (ms: number) =>
  `${ms.toLocaleString('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 })} ms`

type Fact = [name: string, value: ReactNode]

const fact = (
  name: string,
  value: number | null | undefined,
  format: (value: number) => string,
  why: string,
  estimate?: string | false,
): Fact => [name, <Figure key="v" value={value} format={format} reason={why} estimate={estimate} />]

export function ItemNumbers({ metric }: { metric: Metric | null }) {
  const server = [
    metric?.serverLoadMs && `load ${formatDuration(metric.serverLoadMs)}`,
    metric?.serverPrefillMs && `prefill ${formatDuration(metric.serverPrefillMs)}`,
    metric?.serverDecodeMs && `decode ${formatDuration(metric.serverDecodeMs)}`,
  ].filter(Boolean)
  const guessed = metric?.output_tokens_estimated && 'Guessed from the text: the provider did not report it.'
  return (
    <>
      <Facts
        facts={[
          fact('TTFT', metric?.ttftMs, formatDuration, 'No token came.'),
          fact('Latency', metric?.totalMs, formatDuration, reason),
          fact('Time per token', metric?.itlMs, formatDuration, reason),
          fact('Speed, whole', metric?.tokens_per_sec, rate, reason),
          fact('Speed, decode', metric?.output_tokens_per_s, rate, reason),
          fact('Input', metric?.input_tokens, tokens, untold),
          fact('Output', metric?.output_tokens, tokens, untold, guessed),
          fact('Cost', metric?.cost_usd, formatUsd, 'No price is known.'),
        ]}
      />
      {server.length > 0 && (
        <p className="figure mt-2 text-small text-muted">The server says of itself: {server.join(' · ')}</p>
      )}
      {metric && (
        <details className="mt-3">
          <summary className="mb-2 text-small text-muted select-none">All that was measured</summary>
          <Facts
            facts={[
              fact('Waited for a free place', metric.queuedMs, exactly, reason),
              fact('First byte', metric.firstByteMs, exactly, reason),
              fact('First token', metric.ttftMs, exactly, 'No token came.'),
              fact('First of the answer', metric.firstAnswerMs, exactly, 'No token of an answer came.'),
              fact('Second token', metric.secondTokenMs, exactly, 'No second token came.'),
              fact('Last token', metric.lastTokenMs, exactly, 'No token came.'),
              fact('Stream closed', metric.closedMs, exactly, reason),
              fact('In all', metric.totalMs, exactly, reason),
              fact('Token events', metric.token_events, formatCount, reason),
              fact('Speed to the last token', metric.end_to_end_tokens_per_s, rate, reason),
              fact('Reasoning', metric.reasoning_tokens, tokens, untold),
              fact('Read from cache', metric.cache_read_tokens, tokens, untold),
              fact('Written to cache', metric.cache_write_tokens, tokens, untold),
              fact('Checks’ cost', metric.checkCostUsd, formatUsd, 'No check asked a judge.'),
            ]}
          />
          {metric.price_version && (
            <p className="mt-2 text-small text-faint">Priced by the table of {metric.price_version}.</p>
          )}
        </details>
      )}
    </>
  )
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-small text-faint">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

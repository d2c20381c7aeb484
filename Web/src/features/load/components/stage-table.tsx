import type { ReactNode } from 'react'
import { DistributionPlot } from '@/components/measures/distribution-plot'
import { Figure, Unknown } from '@/components/measures/figure'
import { ModelName } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import { formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { LoadCar, LoadDetail, Spread, StageResult } from '../api/types'
import { hasSlos, levelText, percent } from '../lib/findings'
import { saturationReasons } from '../lib/status'

/** Every level of every car, with all that was measured there. */
export function StageTable({ detail: { load, stages } }: { detail: LoadDetail }) {
  if (stages.length === 0) return null
  const cars = new Map(load.cars.map((car) => [car.id, car]))
  const slowest = (read: (stage: StageResult) => Spread | null) =>
    Math.max(1, ...stages.map((stage) => read(stage)?.max ?? 0))
  const ends = { ttft: slowest((stage) => stage.ttft_ms), e2e: slowest((stage) => stage.e2e_ms) }
  const good = hasSlos(load.plan)
  return (
    <section aria-label="Levels" className="flex flex-col gap-2">
      <h2 className="font-semibold">Levels</h2>
      <div
        role="region"
        aria-label="Results by level"
        tabIndex={0}
        className="overflow-x-auto rounded-lg border bg-surface"
      >
        <table className="w-full min-w-[1080px] text-left">
          <thead className="text-small text-faint">
            <tr className="border-b [&>th]:px-3 [&>th]:py-2 [&>th]:font-normal">
              <th scope="col">Car</th>
              <th scope="col">Level</th>
              <th scope="col" className="text-right">
                Answered
              </th>
              <th scope="col" className="text-right">
                {good ? 'Good' : 'Per second'}
              </th>
              <th scope="col" className="text-right">
                Errors
              </th>
              <th scope="col" className="w-56">
                First token
              </th>
              <th scope="col" className="w-56">
                Last token
              </th>
              <th scope="col" className="text-right">
                Per token
              </th>
              <th scope="col" className="text-right">
                Tokens/s
              </th>
              <th scope="col" className="text-right">
                Waited
              </th>
              <th scope="col" className="text-right">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <Row
                key={stage.ordinal}
                stage={stage}
                car={cars.get(stage.car_id)}
                plan={load.plan}
                good={good}
                ends={ends}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-small text-pretty text-faint">
        Times begin when a request was handed to the socket and are of answers only; n, and what lies between,
        on hover. Rates are per second from the first request to the last response of a level, failures and
        all. Waited: p50 before sending, in none of the other times.
      </p>
    </section>
  )
}

const perSecond = (rate: number) => `${formatRate(rate)}/s`

interface RowProps {
  stage: StageResult
  car: LoadCar | undefined
  plan: LoadDetail['load']['plan']
  good: boolean
  ends: { ttft: number; e2e: number }
}

function Row({ stage, car, plan, good, ends }: RowProps) {
  const lost = stage.failed + stage.rejected + stage.unfinished + stage.unsent
  return (
    <tr className="border-b align-top last:border-0 [&>td]:px-3 [&>td]:py-2 [&>th]:px-3 [&>th]:py-2">
      <th scope="row" className="max-w-48 font-normal">
        <span className="flex max-w-44">
          <ModelName modelId={car?.model ?? ''} label={car?.name ?? `Car ${stage.car_id}`} />
        </span>
      </th>
      <td>
        <span className="figure whitespace-nowrap">
          {stage.level_from === stage.level_to
            ? levelText(plan, stage.level_to)
            : `${stage.level_from} to ${levelText(plan, stage.level_to)}`}
        </span>
        {stage.saturation && (
          <span className="mt-1 block">
            <Badge tone="bad" title={saturationReasons[stage.saturation]}>
              too much: {stage.saturation}
            </Badge>
          </span>
        )}
      </td>
      <td className="figure text-right">
        {formatCount(stage.completed)} <span className="text-faint">of {formatCount(stage.due)}</span>
      </td>
      <td className="figure text-right">
        {good ? (
          <>
            <Figure value={stage.good_share} format={percent} reason="No request was due." />
            <span className="block text-small text-faint">
              <Figure value={stage.good_per_s} format={perSecond} reason="No request ended." /> of{' '}
              <Figure value={stage.requests_per_s} format={perSecond} reason="No request ended." />
            </span>
          </>
        ) : (
          <Figure value={stage.requests_per_s} format={formatRate} reason="No request ended." />
        )}
      </td>
      <td className="figure text-right" title={errorText(stage)}>
        {lost === 0 ? (
          <span className="text-faint">0</span>
        ) : (
          <span className="text-bad">{formatCount(lost)}</span>
        )}
      </td>
      <Times spread={stage.ttft_ms} end={ends.ttft} label="First token" car={car} />
      <Times spread={stage.e2e_ms} end={ends.e2e} label="Last token" car={car} />
      <td className="text-right">
        <Figure
          value={stage.itl_ms?.p50}
          format={formatDuration}
          reason="No answer of more than one token that the provider counted."
        />
      </td>
      <td className="text-right">
        <Figure
          value={stage.output_tokens_per_s}
          format={formatRate}
          reason="The provider did not count the tokens."
        />
      </td>
      <td className="text-right">
        <Figure value={stage.wait_ms?.p50} format={formatDuration} reason="Nothing was sent." />
      </td>
      <td className="text-right">
        <Figure value={stage.cost_usd} format={formatUsd} reason="The price of an answer is not known." />
      </td>
    </tr>
  )
}

function Times({
  spread,
  end,
  label,
  car,
}: {
  spread: Spread | null
  end: number
  label: string
  car: LoadCar | undefined
}): ReactNode {
  if (!spread) {
    return (
      <td>
        <Unknown reason="No answer came." />
      </td>
    )
  }
  const { n, min, p50, p90, p95, p99, max } = spread
  const text = `${label}: p50 ${formatDuration(p50)}, p90 ${formatDuration(p90)}, p95 ${formatDuration(p95)}${
    p99 === null ? '' : `, p99 ${formatDuration(p99)}`
  }, ${formatDuration(min)} to ${formatDuration(max)}, n ${n}`
  return (
    <td>
      <span className="figure flex justify-between gap-2 whitespace-nowrap">
        {formatDuration(p50)} <span className="text-faint">p95 {formatDuration(p95)}</span>
      </span>
      <DistributionPlot
        shape={spread}
        colour={modelColour(car?.model ?? '')}
        from={0}
        to={end}
        label={text}
      />
    </td>
  )
}

function errorText({ errors, unfinished, unsent }: StageResult): string | undefined {
  const parts = errors.map(({ code, count, example }) => `${count} × ${code}${example ? `: ${example}` : ''}`)
  if (unfinished > 0) parts.push(`${unfinished} × not answered in time`)
  if (unsent > 0) parts.push(`${unsent} × never sent`)
  return parts.length === 0 ? undefined : parts.join('\n')
}

import { Figure } from '@/components/measures/figure'
import { ModelName } from '@/components/model-name'
import { formatDuration, formatRate } from '@/lib/format'
import type { LoadDetail } from '../api/types'
import { borneShare, hasSlos, levelText, percent, verdictOf } from '../lib/findings'
import type { LiveView } from '../lib/load-live'
import { isActive, saturationReasons } from '../lib/status'

interface Props {
  detail: LoadDetail
  live: LiveView
}

/** One card per car: what it bears, in one sentence and four numbers. */
export function Verdicts({ detail, live }: Props) {
  const { load, stages, warmups } = detail
  const active = isActive(load.status)
  return (
    <section
      aria-label="What they bear"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 md:grid-cols-2 xl:grid-cols-3"
    >
      {load.cars.map((car) => {
        const { borne, broke, best } = verdictOf(load.plan, stages, car)
        const now = live.windows.at(-1)?.cars.find((each) => each.car_id === car.id)
        const cold = warmups.find((each) => each.car_id === car.id)
        const good = hasSlos(load.plan)
        return (
          <article key={car.id} className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
            <div className="flex min-w-0 items-center gap-2">
              <ModelName modelId={car.model} label={car.name} />
              <span className="truncate text-small text-faint">{car.connection_name}</span>
            </div>
            <p className="text-title text-pretty">
              {!borne && !broke
                ? active
                  ? now
                    ? `${now.in_flight} in flight`
                    : 'Not begun'
                  : 'Nothing was measured'
                : borne
                  ? `Bears ${levelText(load.plan, borne.level_to)}`
                  : 'Bears none of these levels'}
            </p>
            <p className="min-h-10 text-small text-pretty text-muted">
              {broke
                ? `${levelText(load.plan, broke.level_to)} was too much. ` +
                  (broke.saturation
                    ? (saturationReasons[broke.saturation] ?? broke.saturation)
                    : good
                      ? `Only ${percent(broke.good_share ?? 0)} of the requests were good; ${percent(borneShare)} are asked for.`
                      : `${percent(broke.error_rate ?? 1)} of the requests failed.`)
                : borne
                  ? good
                    ? `${percent(borne.good_share ?? 0)} of its requests were good. Nothing ${active ? 'so far' : 'here'} was too much.`
                    : 'Nothing here was too much. No objectives were set, so every answer counts.'
                  : 'Results come with the end of each level.'}
            </p>
            <dl className="grid grid-cols-2 gap-x-3 gap-y-2 border-t pt-3 sm:grid-cols-4">
              <Number label={good ? 'Best goodput' : 'Best rate'}>
                <Figure
                  value={best && (best.good_per_s ?? best.requests_per_s)}
                  format={(value) => `${formatRate(value)}/s`}
                  reason="No level has ended yet."
                />
              </Number>
              <Number label="TTFT p50">
                <Figure
                  value={(borne ?? broke)?.ttft_ms?.p50}
                  format={formatDuration}
                  reason="No answer came at a level that has ended."
                />
              </Number>
              <Number label="Tokens/s, best">
                <Figure
                  value={best?.output_tokens_per_s}
                  format={formatRate}
                  reason="The provider does not count tokens, or no level has ended yet."
                />
              </Number>
              <Number label="First of all">
                <Figure
                  value={cold?.cold_ttft_ms}
                  format={formatDuration}
                  reason="There was no warm-up, so nothing tells a cold start apart."
                />
              </Number>
            </dl>
          </article>
        )
      })}
    </section>
  )
}

function Number({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-small text-faint" title={label}>
        {label}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

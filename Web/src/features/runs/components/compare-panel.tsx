import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatWhen } from '@/lib/format'
import { baselinesQuery, comparisonQuery } from '../api/queries'
import type { ComparisonRow } from '../api/scorecard'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { isOver } from '../lib/status'
import { CarName } from './car-name'
import { GateVerdict } from './gate-verdict'
import { NotRefreshed } from './not-refreshed'
import { ReportMenu } from './report-menu'
import { VerdictTable } from './verdict-table'

interface Props {
  run: Run
  against: number | null
  onAgainst: (runId: number | null) => void
}

/** So far back a pinned run is looked for by itself. */
const lookedThrough = 1_000

/** Did it get worse? Only runs of the same suite answer that. */
export function ComparePanel({ run, against, onAgainst }: Props) {
  const runs = useInfiniteQuery(baselinesQuery(run.suite_id))
  const { hasNextPage, isFetching, fetchNextPage } = runs
  const read = runs.data?.pages.flat() ?? []
  const candidates = read.filter((other) => other.id !== run.id && isOver(other.status))
  const pinned = candidates.find((other) => other.is_baseline)
  const chosen = against ?? pinned?.id ?? null
  const comparison = useQuery(comparisonQuery(run.id, chosen))
  const looksOn = hasNextPage && chosen === null && !runs.error && read.length < lookedThrough
  useEffect(() => {
    if (looksOn && !isFetching) void fetchNextPage()
  }, [looksOn, isFetching, fetchNextPage])

  if (!runs.data && runs.error) return <Failure error={runs.error} onRetry={() => void runs.refetch()} />
  if (!runs.data || (looksOn && candidates.length === 0)) return <Waiting />
  if (candidates.length === 0 && against === null) {
    return (
      <Empty
        title="Nothing to compare with"
        action={
          <Link
            to="/race"
            search={{ suite: run.suite_id ?? undefined }}
            className="text-signal-text underline underline-offset-4"
          >
            Race this suite again
          </Link>
        }
      >
        A baseline is a finished run of the same suite. Pin one to have it chosen by itself.
      </Empty>
    )
  }
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label="Baseline"
          className="max-w-xl min-w-64 grow"
          hint="Finished runs of the same suite, pinned ones first."
        >
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={chosen ?? ''}
              onChange={(event) => onAgainst(event.target.value ? Number(event.target.value) : null)}
            >
              <option value="">Pick a run</option>
              {against !== null && !candidates.some((other) => other.id === against) && (
                <option value={against}>#{against}</option>
              )}
              {[...candidates]
                .sort((a, b) => Number(b.is_baseline) - Number(a.is_baseline) || b.id - a.id)
                .map((other) => (
                  <option key={other.id} value={other.id}>
                    {describe(other)}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <div className="flex flex-wrap gap-2 sm:pt-6">
          {hasNextPage && (
            <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
              {looksOn ? 'Looking for a pinned run' : 'Older runs'}
            </Button>
          )}
          {chosen !== null && <ReportMenu runId={run.id} baseline={chosen} />}
        </div>
      </div>
      {runs.error && <NotRefreshed error={runs.error} onRetry={() => void fetchNextPage()} />}
      {chosen === null ? (
        <p className="text-muted">Pick the run that this one is measured against.</p>
      ) : !comparison.data && comparison.error ? (
        <Failure error={comparison.error} onRetry={() => void comparison.refetch()} />
      ) : !comparison.data ? (
        <Waiting />
      ) : (
        <>
          {comparison.error && (
            <NotRefreshed error={comparison.error} onRetry={() => void comparison.refetch()} />
          )}
          <GateVerdict runId={run.id} baselineId={chosen} />
          {!comparison.data.comparable && <Refusal reasons={comparison.data.reasons} />}
          {comparison.data.rows.map((row) => (
            <CarComparison key={row.car_id} row={row} run={run} />
          ))}
        </>
      )}
    </div>
  )
}

const describe = (run: Run) =>
  [
    `#${run.id}`,
    run.is_baseline && 'pinned',
    run.label,
    run.suite_version !== null && `version ${run.suite_version}`,
    run.started_at && formatWhen(run.started_at),
  ]
    .filter(Boolean)
    .join(' · ')

function Waiting() {
  return (
    <Loading label="Comparing">
      <div className="flex flex-col gap-4">
        <Skeleton className="h-14 max-w-xl" />
        <Skeleton className="h-48" />
      </div>
    </Loading>
  )
}

function Refusal({ reasons }: { reasons: string[] }) {
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-bad/40 bg-bad-wash px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div>
        <p className="font-medium">These two runs cannot be compared, so there are no verdicts.</p>
        <ul className="list-disc pl-4 text-muted">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

const summaries: Record<string, { label: string; tone: 'good' | 'bad' | 'plain' }> = {
  improved: { label: '▲ improved by the votes', tone: 'good' },
  regressed: { label: '▼ regressed by the votes', tone: 'bad' },
  mixed: { label: 'mixed votes', tone: 'plain' },
  'new profile': { label: 'new: not in the baseline', tone: 'plain' },
}

function CarComparison({ row, run }: { row: ComparisonRow; run: Run }) {
  const cars = carsOf(run)
  const car = cars.find((other) => other.id === row.car_id)
  const said = summaries[row.summary ?? ''] ?? { label: row.summary ?? '', tone: 'plain' as const }
  return (
    <section aria-label={row.car_name} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2>
          <CarName
            name={row.car_name}
            model={car?.model}
            colourKey={colourKeys(cars).get(row.car_id) ?? row.car_name}
          />
        </h2>
        <Badge
          tone={said.tone}
          title="Each mean that moved by more than a fixed step votes; two votes more decide. The intervals below are the better evidence."
        >
          {said.label}
          {row.votes !== null && row.votes !== 0 && ` (${row.votes > 0 ? '+' : '−'}${Math.abs(row.votes)})`}
        </Badge>
        {row.car_changed && (
          <Badge tone="signal" title="Its model, parameters or connection differ from those of the baseline">
            car changed since
          </Badge>
        )}
      </div>
      {row.metrics.length > 0 ? (
        <VerdictTable verdicts={row.metrics} />
      ) : (
        <p className="text-muted">No case was run by this car in both runs.</p>
      )}
    </section>
  )
}

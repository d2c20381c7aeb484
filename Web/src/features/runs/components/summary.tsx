import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { DistributionPlot } from '@/components/measures/distribution-plot'
import { Select } from '@/components/ui/select'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { scorecardQuery } from '../api/queries'
import type { ScoreRow } from '../api/scorecard'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { measureOf, measures } from '../lib/measures'
import { isActive, isOver } from '../lib/status'
import { modelColour } from '@/lib/model-colour'
import { CarName } from './car-name'
import { CarVerdict } from './car-verdict'
import { NotRefreshed } from './not-refreshed'
import { ScoreTable } from './score-table'

export function Summary({ run }: { run: Run }) {
  const { data, error, refetch } = useQuery(scorecardQuery(run.id))
  const progress = run.items_done
  // The scorecard is of what is done so far; while the run goes on it is asked for again as items finish.
  useEffect(() => {
    if (progress !== null) void refetch()
  }, [progress, run.status, refetch])

  if (!data) {
    return error ? (
      <Failure error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading label="Loading the scorecard">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-40" />
          <Skeleton className="h-40" />
        </div>
      </Loading>
    )
  }
  if (data.rows.length === 0) {
    return (
      <Empty title="Nothing measured yet">
        {isActive(run.status)
          ? 'The first numbers come with the first finished item.'
          : 'No item of this run was finished.'}
      </Empty>
    )
  }
  const keys = colourKeys(carsOf(run))
  const keyOf = (row: ScoreRow) => keys.get(row.car_id) ?? row.model_name ?? row.car_name
  return (
    <div className="flex flex-col gap-8">
      {error && <NotRefreshed error={error} onRetry={() => void refetch()} />}
      <ScoreTable rows={data.rows} keyOf={keyOf} demo={run.demo} />
      {isOver(run.status) && data.rows.length > 1 && <CarVerdict run={run} />}
      <Distributions rows={data.rows} keyOf={keyOf} />
    </div>
  )
}

function Distributions({ rows, keyOf }: { rows: ScoreRow[]; keyOf: (row: ScoreRow) => string }) {
  const known = measures.filter((measure) => rows.some((row) => row.distributions[measure.id]))
  const [chosen, setChosen] = useState<string | null>(null)
  const measure = measureOf(chosen ?? known[0]?.id ?? 'latency_ms')
  if (known.length === 0) return null
  const shapes = rows.flatMap((row) => row.distributions[measure.id] ?? [])
  const from = Math.min(0, ...shapes.map((shape) => shape.min))
  const to = Math.max(...shapes.map((shape) => shape.max), from + 1e-9)
  return (
    <section aria-label="Distributions" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Distributions</h2>
        <Select
          aria-label="Measure"
          className="w-56"
          value={measure.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <p className="text-small text-faint">
          The thick mark is the median, the thin ones p90 and p95. One axis for all cars
          {measure.higherIsBetter ? '; more is better.' : '; less is better.'}
        </p>
      </div>
      <ul className="flex flex-col gap-2">
        {rows.map((row) => {
          const shape = row.distributions[measure.id]
          return (
            <li
              key={row.car_id}
              className="grid items-center gap-x-4 gap-y-1 md:grid-cols-[180px_minmax(0,1fr)_360px]"
            >
              <CarName name={row.car_name} model={row.model_name} colourKey={keyOf(row)} />
              {shape ? (
                <>
                  <DistributionPlot
                    shape={shape}
                    colour={modelColour(keyOf(row))}
                    from={from}
                    to={to}
                    label={`${measure.name} of ${row.car_name}: median ${measure.format(shape.p50)}, p90 ${measure.format(shape.p90)}, p95 ${measure.format(shape.p95)}, from ${measure.format(shape.min)} to ${measure.format(shape.max)}, n ${shape.n}`}
                  />
                  <p className="figure text-small text-muted">
                    p50 {measure.format(shape.p50)} · p95 {measure.format(shape.p95)}
                    {shape.p99 !== null && ` · p99 ${measure.format(shape.p99)}`} · n {shape.n}
                  </p>
                </>
              ) : (
                <p className="text-faint md:col-span-2">No item has it.</p>
              )}
            </li>
          )
        })}
      </ul>
      <div
        aria-hidden
        className="figure grid gap-x-4 text-small text-faint md:grid-cols-[180px_minmax(0,1fr)_360px]"
      >
        <span className="flex justify-between border-t pt-1 md:col-start-2">
          <span>{measure.format(from)}</span>
          <span>{measure.format(to)}</span>
        </span>
      </div>
    </section>
  )
}

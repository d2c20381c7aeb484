import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ModelDot } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatAgo, formatCount, formatWhen } from '@/lib/format'
import { loadsQuery } from '../api/queries'
import type { Load } from '../api/types'
import { planText } from '../lib/plan-text'
import { loadStatus } from '../lib/status'

/** Loads that have been, newest first. */
export function LoadsTable() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(loadsQuery)
  const loads = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label="Loads so far" className="flex flex-col gap-2">
      <h2 className="font-semibold">Loads so far</h2>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data ? (
        !error && (
          <Loading label="Loading the loads">
            <Skeleton className="h-24" />
          </Loading>
        )
      ) : loads.length === 0 ? (
        <p className="rounded-lg border border-dashed p-6 text-center text-muted">
          None yet. A demo car can be loaded without a key.
        </p>
      ) : (
        <>
          <ul className="flex flex-col overflow-hidden rounded-lg border bg-surface">
            {loads.map((load) => (
              <LoadRow key={load.id} load={load} />
            ))}
          </ul>
          {hasNextPage && (
            <Button
              className="self-center"
              disabled={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              Older ones
            </Button>
          )}
        </>
      )}
    </section>
  )
}

function LoadRow({ load }: { load: Load }) {
  const { label, tone } = loadStatus(load.status)
  return (
    <li className="border-b last:border-0">
      <Link
        to="/load/$id"
        params={{ id: String(load.id) }}
        className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 hover:bg-sunken focus-visible:outline-offset-[-2px]"
      >
        <span className="figure w-10 text-faint">#{load.id}</span>
        <span className="flex min-w-0 items-center gap-2 font-medium">
          {load.cars.map((car) => (
            <ModelDot key={car.id} modelId={car.model} />
          ))}
          <span className="truncate">{load.name ?? load.cars.map((car) => car.name).join(', ')}</span>
        </span>
        <span className="min-w-0 grow truncate text-muted">{planText(load.plan)}</span>
        {load.demo && <Badge title="Demo cars: it measures nothing">demo</Badge>}
        <span className="figure text-small text-faint">{formatCount(load.requests_done ?? 0)} requests</span>
        {load.created_at && (
          <span className="text-small text-faint" title={formatWhen(load.created_at)}>
            {formatAgo(load.created_at)}
          </span>
        )}
        <Badge tone={tone}>{label}</Badge>
      </Link>
    </li>
  )
}

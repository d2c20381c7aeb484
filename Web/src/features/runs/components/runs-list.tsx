import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Download, Flag, Pin, Trophy } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Mark } from '@/components/mark'
import { SavedViews } from '@/components/saved-views'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { downloadText } from '@/lib/download'
import { formatAgo, formatCount, formatDuration, formatWhen } from '@/lib/format'
import { recentRunsQuery, runsQuery } from '../api/queries'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { withNewest } from '../lib/newest-runs'
import { runsCsv } from '../lib/runs-csv'
import { runsSearchSchema, viewOfRuns, type RunsSearch } from '../lib/runs-search'
import { isActive, runStatus } from '../lib/status'
import { CarDot } from './car-name'
import { NotRefreshed } from './not-refreshed'
import { RunsFilters, type NamedId } from './runs-filters'

interface Props {
  search: RunsSearch
  suites: NamedId[]
  cars: NamedId[]
  onSearch: (search: RunsSearch) => void
}

/** A search looks through that many runs by itself; beyond, when asked. */
const searchedByItself = 2_000

export function RunsList({ search, suites, cars, onSearch }: Props) {
  const { data: newest } = useQuery(recentRunsQuery)
  const oldestKnown = newest?.at(-1)?.id ?? Infinity
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    ...runsQuery(search),
    // The newest runs are followed anyway; only one that goes on behind them has the list read again.
    refetchInterval: (q) =>
      q.state.data?.pages.flat().some((run) => isActive(run.status) && run.id < oldestKnown) ? 10_000 : false,
  })
  const listed = useMemo(() => data?.pages.flat() ?? [], [data])
  const shown = useMemo(() => withNewest(listed, newest ?? [], search), [listed, newest, search])
  const filtered = viewOfRuns(search) !== null
  const searching = search.q !== undefined || search.baseline === true
  const mayRead = hasNextPage && !isFetching && !error
  const goesOn = searching && hasNextPage && !error && listed.length < searchedByItself
  useEffect(() => {
    if (goesOn && mayRead) void fetchNextPage()
  }, [goesOn, mayRead, fetchNextPage])

  // A run that has just begun: were it only laid over the list, it would vanish once it is no longer among the newest.
  const newestId = newest?.[0]?.id
  const seen = useRef(newestId)
  useEffect(() => {
    if (seen.current !== undefined && newestId !== undefined && newestId > seen.current) void refetch()
    seen.current = newestId
  }, [newestId, refetch])

  return (
    <div className="flex h-full flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-title font-semibold">Runs</h1>
        <SavedViews
          list="runs"
          search={viewOfRuns(search)}
          onOpen={(view) => onSearch(runsSearchSchema.parse(view))}
        />
        <Button
          look="ghost"
          disabled={shown.length === 0}
          onClick={() => downloadText('runs.csv', runsCsv(shown), 'text/csv')}
        >
          <Download aria-hidden /> CSV
        </Button>
        <Button asChild>
          <Link to="/runs/table" search={search.suite === undefined ? {} : { suite: search.suite }}>
            <Trophy aria-hidden /> All time
          </Link>
        </Button>
        <Button asChild look="primary">
          <Link to="/race">
            <Flag aria-hidden /> New race
          </Link>
        </Button>
      </div>
      <RunsFilters search={search} suites={suites} cars={cars} onSearch={onSearch} />
      {data && error && <NotRefreshed error={error} onRetry={() => void refetch()} />}
      {searching && data && (
        <p role="status" className="text-small text-faint">
          {formatCount(shown.length)} of the {formatCount(listed.length)} newest runs
          {goesOn && ', reading on'}
        </p>
      )}
      {!data && error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : !data || (shown.length === 0 && goesOn) ? (
        <Loading label="Loading the runs">
          <div className="flex flex-col gap-1">
            {Array.from({ length: 10 }, (_, index) => (
              <Skeleton key={index} className="h-11" />
            ))}
          </div>
        </Loading>
      ) : shown.length === 0 ? (
        filtered ? (
          <Empty
            title="No run fits these filters"
            action={<Button onClick={() => onSearch({})}>Clear the filters</Button>}
          />
        ) : (
          <Empty
            picture={<Mark size={56} />}
            title="No run yet"
            action={
              <Button asChild look="primary">
                <Link to="/race">To the grid</Link>
              </Button>
            }
          >
            Put a suite and some cars on the grid. The demo cars race without a key.
          </Empty>
        )
      ) : (
        <RunTable runs={shown} mayRead={mayRead && !searching} onEnd={() => void fetchNextPage()} />
      )}
      {searching && mayRead && !goesOn && (
        <Button className="self-center" onClick={() => void fetchNextPage()}>
          Search older runs
        </Button>
      )}
    </div>
  )
}

const rowHeight = 48

/** j and k walk, Enter opens. */
function RunTable({ runs, mayRead, onEnd }: { runs: Run[]; mayRead: boolean; onEnd: () => void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const [active, setActive] = useState(-1)
  // The virtualizer keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })

  const atEnd = (virtual.getVirtualItems().at(-1)?.index ?? 0) >= runs.length - 1
  const reachEnd = useEffectEvent(onEnd)
  useEffect(() => {
    if (atEnd && mayRead) reachEnd()
  }, [atEnd, mayRead])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement
      if (event.metaKey || event.ctrlKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
        return
      if (document.querySelector('[role=dialog]')) return
      if (event.key === 'j' || event.key === 'k') {
        const next = Math.max(0, Math.min(runs.length - 1, active + (event.key === 'j' ? 1 : -1)))
        setActive(next)
        virtual.scrollToIndex(next)
      } else if (event.key === 'Enter' && runs[active] && target === document.body) {
        void navigate({ to: '/runs/$id', params: { id: String(runs[active].id) } })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [active, navigate, runs, virtual])

  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Runs"
      className="min-h-0 grow overflow-auto rounded-lg border bg-surface"
    >
      <ul className="relative min-w-0" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <li key={key} className="absolute inset-x-0" style={{ top: start, height: rowHeight }}>
            <RunRow run={runs[index]!} active={index === active} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function RunRow({ run, active }: { run: Run; active: boolean }) {
  const { label, tone } = runStatus(run.status, run.wanted)
  const cars = carsOf(run)
  const keys = colourKeys(cars)
  const total = run.items_total ?? run.items.length
  const done = run.items_done ?? 0
  return (
    <Link
      to="/runs/$id"
      params={{ id: String(run.id) }}
      className={cx(
        'grid h-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b px-3 hover:bg-sunken md:grid-cols-[minmax(0,3fr)_110px_minmax(0,2fr)_130px_100px]',
        active && 'bg-sunken shadow-[inset_3px_0_0_var(--signal)]',
      )}
    >
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <span className="figure shrink-0 text-small text-faint">#{run.id}</span>
          <span className="truncate font-medium">
            {run.label ?? run.suite_name ?? `Suite ${run.suite_id}`}
          </span>
          {run.is_baseline && (
            <Badge tone="signal">
              <Pin aria-hidden /> baseline
            </Badge>
          )}
          {run.demo && <Badge title="Demo cars: it measures nothing">demo</Badge>}
        </span>
        <span className="block truncate text-small text-faint">
          {run.label && run.suite_name ? `${run.suite_name} · ` : ''}
          {run.suite_version !== null && `version ${run.suite_version} · `}
          {run.mode === 'head_to_head' ? 'head to head' : 'one at a time'}
          {run.repetitions > 1 && ` · ${run.repetitions} repetitions`}
        </span>
      </span>
      <span className="justify-self-end md:justify-self-start">
        <Badge tone={tone}>{label}</Badge>
      </span>
      <span
        className="flex min-w-0 items-center gap-1.5 max-md:hidden"
        title={cars.map((car) => car.name).join(', ')}
      >
        {cars.slice(0, 6).map((car) => (
          <CarDot key={car.id} colourKey={keys.get(car.id)!} />
        ))}
        <span className="truncate text-muted">{cars.map((car) => car.name).join(', ')}</span>
      </span>
      <span className="max-md:hidden">
        <span className="figure text-small text-muted">
          {done} of {total} items
        </span>
        <span aria-hidden className="mt-1 block h-1 rounded-full bg-line">
          <span
            className="block h-1 rounded-full bg-line-strong"
            style={{ width: `${total > 0 ? (done / total) * 100 : 0}%` }}
          />
        </span>
      </span>
      <When run={run} />
    </Link>
  )
}

function When({ run }: { run: Run }) {
  const at = run.started_at ?? run.created_at
  const took =
    run.started_at && run.finished_at ? Date.parse(run.finished_at) - Date.parse(run.started_at) : null
  return (
    <span className="text-right text-small text-faint max-md:hidden" title={at ? formatWhen(at) : undefined}>
      <span className="block truncate">{at ? formatAgo(at) : 'not started'}</span>
      {took !== null && <span className="figure block">{formatDuration(took)}</span>}
    </span>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TableProperties } from 'lucide-react'
import { useMemo } from 'react'
import { Mark } from '@/components/mark'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { leaderboardQuery, type Standing } from '../api/leaderboard'
import { colourKeys } from '../lib/cars'
import { standingGroups, type TableSearch } from '../lib/standing-groups'
import { NotRefreshed } from './not-refreshed'
import type { NamedId } from './runs-filters'
import { StandingTable } from './standing-table'

interface Props {
  search: TableSearch
  suites: NamedId[]
  onSearch: (search: TableSearch) => void
}

/** Every finished run together. Cars of one version of a suite answered the same cases; nothing else is put side by side. */
export function AllTime({ search, suites, onSearch }: Props) {
  const { data, error, refetch } = useQuery(leaderboardQuery(search.suite))
  const groups = useMemo(() => standingGroups(data?.rows ?? []), [data])
  const keys = useMemo(() => keysOf(data?.rows ?? []), [data])
  const all = search.versions === 'all'
  const shown = all ? groups : groups.filter((group) => !group.outdated)
  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-4 p-4 pb-16">
      <div className="flex flex-wrap items-center gap-2">
        <div className="mr-auto">
          <h1 className="text-title font-semibold">All-time table</h1>
          <p className="text-muted">
            All finished runs of a suite’s version together, best first by judge, then checks, then errors.
          </p>
        </div>
        <Select
          aria-label="Suite"
          className="w-56"
          value={search.suite ?? ''}
          onChange={(event) => onSearch({ ...search, suite: Number(event.target.value) || undefined })}
        >
          <option value="">Any suite</option>
          {search.suite !== undefined && !suites.some((suite) => suite.id === search.suite) && (
            <option value={search.suite}>#{search.suite}</option>
          )}
          {suites.map((suite) => (
            <option key={suite.id} value={suite.id}>
              {suite.name}
            </option>
          ))}
        </Select>
        <Button
          aria-pressed={all}
          className={all ? 'border-signal bg-signal-wash text-signal-text' : undefined}
          onClick={() => onSearch({ ...search, versions: all ? undefined : 'all' })}
        >
          Older versions
        </Button>
        <Button asChild>
          <Link to="/runs" search={search.suite === undefined ? {} : { suite: search.suite }}>
            <TableProperties aria-hidden /> Runs
          </Link>
        </Button>
      </div>
      {data && error && <NotRefreshed error={error} onRetry={() => void refetch()} />}
      {!data && error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Loading label="Loading the table">
          <div className="flex flex-col gap-4">
            <Skeleton className="h-48" />
            <Skeleton className="h-48" />
          </div>
        </Loading>
      )}
      {data && shown.length === 0 && (
        <Empty
          picture={<Mark size={56} />}
          title="No finished run yet"
          action={
            <Button asChild look="primary">
              <Link to="/race" search={search.suite === undefined ? {} : { suite: search.suite }}>
                To the grid
              </Link>
            </Button>
          }
        >
          Every race that ends is added up here.
        </Empty>
      )}
      {shown.map(({ suiteId, suite, version, rows }) => (
        <section
          key={`${suiteId}-${version}`}
          aria-labelledby={`standing-${suiteId}-${version}`}
          className="flex flex-col gap-2"
        >
          <h2 id={`standing-${suiteId}-${version}`} className="font-semibold">
            {suite}
            {version !== null && <span className="font-normal text-faint"> version {version}</span>}
          </h2>
          <StandingTable rows={rows} label={`Cars at ${suite}, version ${version}`} keys={keys} />
        </section>
      ))}
    </div>
  )
}

/** One colour per model over the whole page; cars that share one are told apart as in a run. */
function keysOf(rows: readonly Standing[]): Map<number, string> {
  const cars = new Map(
    rows.map((row) => [
      row.car_id,
      { id: row.car_id, name: row.car_name, model: row.model_name, connection: row.connection_name },
    ]),
  )
  return colourKeys([...cars.values()])
}

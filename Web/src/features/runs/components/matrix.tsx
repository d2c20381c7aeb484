import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Segments } from '@/components/ui/segments'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatCount } from '@/lib/format'
import { itemPagesQuery } from '../api/queries'
import type { Run } from '../api/types'
import { filterMatrix, matrixOf } from '../lib/matrix'
import type { RunSearch } from '../lib/runs-search'
import { isActive, verdictLabels, type Verdict } from '../lib/status'
import { MatrixGrid } from './matrix-grid'
import { VerdictGlyph } from './verdict-glyph'

interface Props {
  run: Run
  search: RunSearch
  onSearch: (change: Partial<RunSearch>) => void
}

/** Read to the end by itself up to here; beyond, when asked. */
const readByItself = 40_000
const legend: Verdict[] = ['pass', 'partial', 'fail', 'error', 'done']

export function Matrix({ run, search, onSearch }: Props) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(itemPagesQuery(run.id, isActive(run.status)))
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const all = useMemo(() => matrixOf(items, (testId) => `Test ${testId}`), [items])
  const shown = useMemo(() => filterMatrix(all, search), [all, search])
  const goesOn = hasNextPage && items.length < readByItself
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage()
  }, [goesOn, isFetchingNextPage, fetchNextPage])

  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (isPending) {
    return (
      <Loading label="Loading the items">
        <Skeleton className="h-96" />
      </Loading>
    )
  }
  if (all.length === 0) return <Empty title="No items yet">They appear as soon as the run is laid out.</Empty>
  return (
    <div className="flex min-h-0 grow flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Input
          type="search"
          aria-label="Find a case"
          placeholder="Find a case"
          className="w-full sm:w-56"
          value={search.q ?? ''}
          onChange={(event) => onSearch({ q: event.target.value || undefined })}
        />
        <Segments
          label="Cases"
          value={search.show ?? 'all'}
          onChange={(show) => onSearch({ show: show === 'all' ? undefined : show })}
          options={[
            { value: 'all', label: 'All' },
            { value: 'failed', label: 'Failed' },
            { value: 'partial', label: 'Partial' },
            { value: 'differ', label: 'Cars differ' },
          ]}
        />
        <p role="status" className="text-small text-faint">
          {formatCount(shown.length)} of {formatCount(all.length)} cases
          {goesOn &&
            `, reading on: ${formatCount(items.length)} of ${formatCount(run.items_total ?? 0)} items`}
        </p>
        <ul aria-label="Legend" className="flex flex-wrap gap-x-3 text-small text-muted md:ml-auto">
          {legend.map((verdict) => (
            <li key={verdict} className="inline-flex items-center gap-1">
              <VerdictGlyph verdict={verdict} /> {verdictLabels[verdict]}
            </li>
          ))}
        </ul>
      </div>
      {shown.length === 0 ? (
        <Empty
          title="No case fits"
          action={<Button onClick={() => onSearch({ q: undefined, show: undefined })}>Show all cases</Button>}
        />
      ) : (
        <MatrixGrid run={run} rows={shown} onItem={(item) => onSearch({ item })} />
      )}
      {hasNextPage && !goesOn && (
        <Button className="self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          More of the {formatCount(run.items_total ?? 0)} items
        </Button>
      )}
    </div>
  )
}

import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { Segments } from '@/components/ui/segments'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatCount } from '@/lib/format'
import type { Run } from '../api/types'
import { filterMatrix, matrixOf } from '../lib/matrix'
import type { RunSearch } from '../lib/runs-search'
import { verdictLabels, type Verdict } from '../lib/status'
import { useItemPages } from '../lib/use-item-pages'
import { MatrixGrid } from './matrix-grid'
import { NotRefreshed } from './not-refreshed'
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
  const pages = useItemPages(run, readByItself)
  const { data, error, goesOn } = pages
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const all = useMemo(() => matrixOf(items, (testId) => `Test ${testId}`), [items])
  const shown = useMemo(() => filterMatrix(all, search), [all, search])
  const total = formatCount(run.items_total ?? 0)

  if (!data) {
    if (error) return <Failure error={error} onRetry={() => void pages.readAgain()} />
    return (
      <Loading label="Loading the items">
        <Skeleton className="h-96" />
      </Loading>
    )
  }
  if (all.length === 0 && !pages.hasNextPage) return <Empty title="This run has no items" />
  return (
    <div className="flex min-h-0 grow flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchField
          label="Find a case"
          className="w-full sm:w-56"
          value={search.q ?? ''}
          onChange={(q) => onSearch({ q: q || undefined })}
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
          {goesOn && `, reading on: ${formatCount(items.length)} of ${total} items`}
        </p>
        <ul aria-label="Legend" className="flex flex-wrap gap-x-3 text-small text-muted md:ml-auto">
          {legend.map((verdict) => (
            <li key={verdict} className="inline-flex items-center gap-1">
              <VerdictGlyph verdict={verdict} /> {verdictLabels[verdict]}
            </li>
          ))}
        </ul>
      </div>
      {error !== null && (
        <NotRefreshed error={error} action="Read on" onRetry={() => void pages.readAgain()}>
          {pages.hasNextPage
            ? `Read ${formatCount(items.length)} of ${total} items; the rest could not be read.`
            : 'The newest results could not be read.'}
        </NotRefreshed>
      )}
      {shown.length === 0 ? (
        <Empty
          title="No case fits"
          action={<Button onClick={() => onSearch({ q: undefined, show: undefined })}>Show all cases</Button>}
        />
      ) : (
        <MatrixGrid run={run} rows={shown} onItem={(item) => onSearch({ item })} />
      )}
      {pages.hasNextPage && !goesOn && !error && (
        <Button
          className="self-center"
          disabled={pages.isFetching}
          onClick={() => void pages.fetchNextPage()}
        >
          More of the {total} items
        </Button>
      )}
    </div>
  )
}

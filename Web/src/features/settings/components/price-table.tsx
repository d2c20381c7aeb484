import {
  createColumnHelper,
  flexRender,
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  useReactTable,
  type SortingState,
} from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { Figure } from '@/components/measures/figure'
import { Input } from '@/components/ui/field'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatPrice } from '@/lib/format'

export interface PriceLine {
  provider: string
  model: string
  match: string
  servedBy: string | null
  rates: { input: number | null; output: number | null; cachedInput: number | null }
  from: string | null
  until: string | null
  sourceName: string | null
  sourceUrl: string | null
  sourceDate: string | null
  note: string | null
}

const column = createColumnHelper<PriceLine>()
const price = (value: number | null, reason: string) => (
  <Figure value={value} format={formatPrice} reason={reason} />
)

const columns = [
  column.accessor('provider', { header: 'Provider' }),
  column.accessor('model', { header: 'Model', cell: (cell) => <ModelCell line={cell.row.original} /> }),
  column.accessor('rates.input', {
    id: 'input',
    header: 'Input',
    cell: (cell) => price(cell.getValue(), 'No price known.'),
  }),
  column.accessor('rates.cachedInput', {
    id: 'cached',
    header: 'Cached',
    cell: (cell) => price(cell.getValue(), 'No price of its own: billed as input.'),
  }),
  column.accessor('rates.output', {
    id: 'output',
    header: 'Output',
    cell: (cell) => price(cell.getValue(), 'No price known.'),
  }),
  column.accessor('sourceName', { header: 'Source', cell: (cell) => <Source line={cell.row.original} /> }),
  column.accessor('sourceDate', {
    header: 'As of',
    cell: (cell) => <Figure value={cell.getValue()} format={(v) => v} reason="Not recorded." />,
  }),
]

const numeric = new Set(['input', 'cached', 'output'])

/** The model, and on the second line when this price holds. */
function ModelCell({ line }: { line: PriceLine }) {
  const term = [
    line.match === 'prefix' && 'and what begins so',
    line.servedBy && `served by ${line.servedBy}`,
    line.from && `from ${line.from.slice(0, 10)}`,
    line.until && `until ${line.until.slice(0, 10)}`,
  ].filter(Boolean)
  return (
    <span title={line.note ?? undefined}>
      <span className="figure block max-w-72 truncate">{line.model}</span>
      {term.length > 0 && (
        <span className="block max-w-64 truncate pb-1 text-small text-faint" title={term.join(', ')}>
          {term.join(', ')}
        </span>
      )}
    </span>
  )
}

interface Props {
  pricing: { version: string | null; rows: PriceLine[] } | undefined
  error: unknown
  onRetry: () => void
}

export function PriceTable({ pricing, error, onRetry }: Props) {
  if (error) return <Failure error={error} onRetry={onRetry} />
  if (!pricing) {
    return (
      <Loading label="Loading prices">
        <Skeleton className="h-64" />
      </Loading>
    )
  }
  return <Prices version={pricing.version} rows={pricing.rows} />
}

function Prices({ version, rows }: { version: string | null; rows: PriceLine[] }) {
  const [sorting, setSorting] = useState<SortingState>([])
  const [filter, setFilter] = useState('')
  // The table keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const table = useReactTable({
    data: rows,
    columns,
    state: { sorting, globalFilter: filter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setFilter,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
  })
  const shown = table.getRowModel().rows
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label="Search prices"
          placeholder="Search prices"
          className="max-w-64"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <p className="text-muted">
          {shown.length} of {rows.length} rows{version && ` · version ${version}`}
        </p>
      </div>
      <div
        className="relative max-h-[480px] overflow-auto rounded-lg border bg-surface"
        tabIndex={0}
        role="region"
        aria-label="Table of prices"
      >
        <table className="w-full min-w-[760px] border-collapse">
          <thead className="sticky top-0 z-10 bg-surface shadow-[0_1px_0_var(--line)]">
            <tr>
              {table.getFlatHeaders().map((header) => {
                const sorted = header.column.getIsSorted()
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                    className={numeric.has(header.id) ? 'text-right' : 'text-left'}
                  >
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className="inline-flex h-9 items-center gap-1 px-3 text-small font-normal text-faint hover:text-ink [&_svg]:size-3"
                    >
                      {flexRender(header.column.columnDef.header, header.getContext())}
                      {sorted === 'asc' && <ArrowUp aria-hidden />}
                      {sorted === 'desc' && <ArrowDown aria-hidden />}
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} className="border-b last:border-0">
                {row.getVisibleCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={`h-9 px-3 py-1 whitespace-nowrap ${numeric.has(cell.column.id) ? 'text-right' : ''}`}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="py-6 text-center text-muted">No price by that name.</p>}
      </div>
    </div>
  )
}

function Source({ line }: { line: PriceLine }) {
  if (line.sourceName === null) return <Figure value={null} format={String} reason="Not recorded." />
  if (!line.sourceUrl?.startsWith('https://'))
    return (
      <span className="block max-w-44 truncate" title={line.sourceName}>
        {line.sourceName}
      </span>
    )
  return (
    <a
      href={line.sourceUrl}
      target="_blank"
      rel="noreferrer"
      title={line.sourceName}
      className="block max-w-44 truncate text-signal-text underline underline-offset-4"
    >
      {line.sourceName}
    </a>
  )
}

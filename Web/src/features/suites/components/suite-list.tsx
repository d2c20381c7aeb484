import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Copy, Download, Flag, Plus, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { Mark } from '@/components/mark'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { toast } from '@/components/ui/toasts'
import { formatAgo, formatCount } from '@/lib/format'
import { deleteSuite, duplicateSuite, exportUrl, restoreSuite, suitesQuery } from '../api/queries'
import type { Suite } from '../api/types'
import { ImportDialog } from './import-dialog'

interface Props {
  find: string
  onFind: (find: string) => void
}

export function SuiteList({ find, onFind }: Props) {
  const { data, error, refetch } = useQuery(suitesQuery)
  const [importing, setImporting] = useState(false)
  const word = find.trim().toLowerCase()
  const shown = (data ?? []).filter((suite) =>
    `${suite.name} ${suite.category} ${suite.description ?? ''}`.toLowerCase().includes(word),
  )
  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-4 p-4 pb-16">
      <div className="flex flex-wrap items-center gap-2">
        <div className="mr-auto">
          <h1 className="text-title font-semibold">Suites</h1>
          <p className="text-muted">What the cars are asked, and what makes an answer right.</p>
        </div>
        <SearchField label="Find a suite" className="w-full sm:w-56" value={find} onChange={onFind} />
        <Button onClick={() => setImporting(true)}>
          <Upload aria-hidden /> Import
        </Button>
        <Button asChild look="primary">
          <Link to="/suites/$id" params={{ id: 'new' }}>
            <Plus aria-hidden /> Suite
          </Link>
        </Button>
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data ? (
        !error && (
          <Loading label="Loading the suites">
            <div className="flex flex-col gap-1">
              {Array.from({ length: 8 }, (_, index) => (
                <Skeleton key={index} className="h-14" />
              ))}
            </div>
          </Loading>
        )
      ) : shown.length === 0 ? (
        word ? (
          <Empty
            title="No suite by that name"
            action={<Button onClick={() => onFind('')}>Show all suites</Button>}
          />
        ) : (
          <Empty picture={<Mark size={56} />} title="No suite yet">
            Write one, or import a promptfoo file, JSONL or CSV.
          </Empty>
        )
      ) : (
        <ul aria-label="Suites" className="overflow-hidden rounded-lg border bg-surface">
          {shown.map((suite) => (
            <SuiteRow key={suite.id} suite={suite} />
          ))}
        </ul>
      )}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </div>
  )
}

function SuiteRow({ suite }: { suite: Suite }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const settle = {
    onError: (error: Error) => toast(error.message, { tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['suites'] }),
  }
  const restore = useMutation({ mutationFn: () => restoreSuite(suite.id), ...settle })
  const remove = useMutation({
    mutationFn: () => deleteSuite(suite.id),
    onSuccess: () =>
      toast(`${suite.name} is deleted. Runs keep what they ran.`, {
        action: { label: 'Undo', run: () => restore.mutate() },
      }),
    ...settle,
  })
  const copy = useMutation({
    mutationFn: () => duplicateSuite(suite.id),
    onSuccess: (made) => void navigate({ to: '/suites/$id', params: { id: String(made.id) } }),
    ...settle,
  })
  return (
    <li className="flex items-center gap-1 border-b pr-2 last:border-0 hover:bg-sunken">
      <Link
        to="/suites/$id"
        params={{ id: String(suite.id) }}
        className="grid min-w-0 grow grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_120px_150px]"
      >
        <span className="min-w-0">
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="max-w-full truncate font-medium">{suite.name}</span>
            <Badge>{suite.category}</Badge>
            {suite.is_demo && <Badge>demo</Badge>}
          </span>
          {suite.description && (
            <span className="block truncate text-small text-muted">{suite.description}</span>
          )}
        </span>
        <span className="figure text-right text-muted">
          {formatCount(suite.cases)} {suite.cases === 1 ? 'case' : 'cases'}
        </span>
        <span className="text-right text-small text-faint max-md:hidden">
          {suite.version !== null && `version ${suite.version}`}
          {suite.updated_at && ` · ${formatAgo(suite.updated_at)}`}
        </span>
      </Link>
      <Button asChild look="ghost" size="icon-small">
        <Link to="/race" search={{ suite: suite.id }} aria-label={`Race ${suite.name}`} title="Race it">
          <Flag aria-hidden />
        </Link>
      </Button>
      <Button
        look="ghost"
        size="icon-small"
        className="max-md:hidden"
        aria-label={`Copy ${suite.name}`}
        title="Copy"
        disabled={copy.isPending}
        onClick={() => copy.mutate()}
      >
        <Copy aria-hidden />
      </Button>
      <Button asChild look="ghost" size="icon-small" className="max-md:hidden">
        <a href={exportUrl(suite.id)} download aria-label={`Export ${suite.name}`} title="Export">
          <Download aria-hidden />
        </a>
      </Button>
      <Button
        look="ghost"
        size="icon-small"
        aria-label={`Delete ${suite.name}`}
        title="Delete"
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  )
}

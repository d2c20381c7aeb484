import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download, RotateCcw, Square, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { CopyButton } from '@/components/ui/copy-button'
import { toast } from '@/components/ui/toasts'
import type { Connection } from '@/lib/follow'
import { formatCount, formatDuration, formatWhen } from '@/lib/format'
import { cancelLoad, deleteLoad, exportUrl } from '../api/queries'
import type { LoadDetail } from '../api/types'
import { planText } from '../lib/plan-text'
import { isActive, loadStatus } from '../lib/status'

interface Props {
  detail: LoadDetail
  connection: Connection | null
  onGone: () => void
}

export function LoadHeader({ detail, connection, onGone }: Props) {
  const { load } = detail
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const act = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onError: (error) => toast(error.message, { tone: 'bad' }),
  })
  const { label, tone } = loadStatus(load.status)

  async function cancel() {
    await cancelLoad(load.id)
    await client.invalidateQueries({ queryKey: ['loads'] })
  }

  /** The load itself is not asked for again: there is nothing left to answer with. */
  async function remove() {
    await deleteLoad(load.id)
    toast(`Load #${load.id} is gone.`)
    void client.invalidateQueries({ queryKey: ['loads', 'list'] })
    void client.invalidateQueries({ queryKey: ['loads', 'recent'] })
    onGone()
  }

  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-80">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="min-w-0 truncate text-title font-semibold">
            {load.name ?? load.cars.map((car) => car.name).join(', ')}{' '}
            <span className="figure font-normal text-faint">#{load.id}</span>
          </h1>
          <Badge tone={tone}>{label}</Badge>
          {load.demo && <Badge title="Demo cars: it measures nothing">demo</Badge>}
          {connection === 'reconnecting' && <Badge>reconnecting</Badge>}
        </div>
        <p className="text-muted">{facts(detail)}</p>
        {load.ended_because && <p className="mt-1 break-words text-bad">{load.ended_because}</p>}
        {load.status === 'QUEUED' && (
          <p className="mt-1 text-muted">
            Another load goes on. Two at once would measure each other, so this one waits.
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {isActive(load.status) && (
          <Button look="danger" disabled={act.isPending} onClick={() => act.mutate(cancel)}>
            <Square aria-hidden className="fill-current" /> Cancel
          </Button>
        )}
        <Button asChild>
          <Link to="/load" search={{ like: load.id, cars: load.cars.map((car) => car.id).join(',') }}>
            <RotateCcw aria-hidden /> Again
          </Link>
        </Button>
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} asChild look="ghost">
            <a href={exportUrl(load.id, format)} download>
              <Download aria-hidden /> {format.toUpperCase()}
            </a>
          </Button>
        ))}
        <CopyButton text={String(load.id)} label="Copy the id" />
        {!isActive(load.status) && (
          <Button
            look="ghost"
            size="icon"
            aria-label="Delete the load"
            title="Delete"
            disabled={act.isPending}
            onClick={() => setAsking(true)}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={`Delete load #${load.id}?`}
          action="Delete for good"
          onConfirm={() => act.mutate(remove)}
          onClose={() => setAsking(false)}
        >
          Its results and single requests go with it.
        </Confirm>
      )}
    </header>
  )
}

function facts({ load, prompts }: LoadDetail): string {
  const took =
    load.started_at && load.finished_at ? Date.parse(load.finished_at) - Date.parse(load.started_at) : null
  const parts = [
    planText(load.plan),
    load.plan.suite_id === null ? 'one prompt' : `${prompts ?? 0} prompts in turn`,
    load.cars.length > 1 && (load.plan.order === 'together' ? 'cars together' : 'cars one after the other'),
    `${formatCount(load.requests_done ?? 0)} requests`,
    load.started_at && formatWhen(load.started_at),
    took !== null && formatDuration(took),
    !load.requests_kept && 'single requests dropped to make room',
  ]
  return parts.filter(Boolean).join(' · ')
}

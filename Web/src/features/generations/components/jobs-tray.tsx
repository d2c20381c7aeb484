import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Activity, Square } from 'lucide-react'
import { ModelName } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Failure } from '@/components/ui/states'
import { formatAgo } from '@/lib/format'
import { cancelGeneration, recentGenerationsQuery } from '../api/queries'
import type { Generation } from '../api/types'

const isActive = (job: Generation) => job.state === 'queued' || job.state === 'running'

/** Jobs belong to the server, so the tray asks it: a reload or another tab changes nothing. */
export function JobsTray() {
  const { data, error, isError, refetch } = useQuery(recentGenerationsQuery)
  const jobs = data?.items ?? []
  const active = jobs.filter(isActive)
  const recent = jobs.filter((job) => !isActive(job)).slice(0, 6)
  const label = active.length === 0 ? 'Jobs: none running' : `Jobs: ${active.length} running`
  return (
    <Popover onOpenChange={(open) => open && void refetch()}>
      <PopoverTrigger asChild>
        <Button look="ghost" className="px-2" aria-label={label} title={label}>
          <Activity aria-hidden className={active.length > 0 ? 'text-signal-text' : undefined} />
          {active.length > 0 && <span className="figure font-medium text-signal-text">{active.length}</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[min(360px,calc(100vw-24px))]">
        {isError ? (
          <Failure error={error} onRetry={() => void refetch()} className="m-2" />
        ) : (
          <div className="max-h-[60dvh] overflow-auto p-2">
            <Section title="Running" empty="Nothing is running." jobs={active} />
            {recent.length > 0 && <Section title="Recent" empty="" jobs={recent} />}
          </div>
        )}
      </PopoverContent>
    </Popover>
  )
}

function Section({ title, empty, jobs }: { title: string; empty: string; jobs: Generation[] }) {
  return (
    <section className="pb-1">
      <h2 className="px-2 py-1 text-small text-faint">{title}</h2>
      {jobs.length === 0 && <p className="px-2 pb-2 text-muted">{empty}</p>}
      <ul>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

function JobRow({ job }: { job: Generation }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => cancelGeneration(job.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['generations'] }),
  })
  return (
    <li className="flex items-center gap-1">
      <PopoverClose asChild>
        <Link
          to="/"
          search={job.sessionId ? { session: job.sessionId } : {}}
          className="flex h-11 min-w-0 grow flex-col justify-center rounded-md px-2 hover:bg-sunken"
        >
          <ModelName modelId={job.modelId} label={job.label} />
          <span className="truncate text-small text-faint">
            {job.demo ? 'demo · ' : ''}
            {job.state} · {formatAgo(job.createdAt)}
          </span>
        </Link>
      </PopoverClose>
      {isActive(job) && (
        <Button
          look="ghost"
          size="icon-small"
          aria-label={`Cancel ${job.label}`}
          title="Cancel"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          <Square aria-hidden className="fill-current" />
        </Button>
      )}
    </li>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { Activity, Flag, Square } from 'lucide-react'
import { ModelName } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Failure } from '@/components/ui/states'
import type { Job, JobAddress, Jobs } from '@/lib/jobs'

/** Jobs belong to the server, so the tray asks it: a reload or another tab changes nothing. */
export function JobsTray({ sources }: { sources: Jobs[] }) {
  const jobs = sources
    .flatMap((source) => source.jobs)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
  const failed = sources.find((source) => source.error)
  const active = jobs.filter((job) => job.active)
  const recent = jobs.filter((job) => !job.active).slice(0, 6)
  const label = active.length === 0 ? 'Jobs: none running' : `Jobs: ${active.length} running`
  const refetch = () => sources.forEach((source) => source.refetch())
  return (
    <Popover onOpenChange={(open) => open && refetch()}>
      <PopoverTrigger asChild>
        <Button look="ghost" className="px-2" aria-label={label} title={label}>
          <Activity aria-hidden className={active.length > 0 ? 'text-signal-text' : undefined} />
          {active.length > 0 && <span className="figure font-medium text-signal-text">{active.length}</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[min(360px,calc(100vw-24px))]">
        {failed && <Failure error={failed.error} onRetry={refetch} className="m-2" />}
        {(!failed || jobs.length > 0) && (
          <div className="max-h-[60dvh] overflow-auto p-2">
            <Section title="Running" empty="Nothing is running." jobs={active} />
            {recent.length > 0 && <Section title="Recent" empty="" jobs={recent} />}
          </div>
        )}
      </PopoverContent>
    </Popover>
  )
}

function Section({ title, empty, jobs }: { title: string; empty: string; jobs: Job[] }) {
  return (
    <section className="pb-1">
      <h2 className="px-2 py-1 text-small text-faint">{title}</h2>
      {jobs.length === 0 && <p className="px-2 pb-2 text-muted">{empty}</p>}
      <ul>
        {jobs.map((job) => (
          <JobRow key={job.key} job={job} />
        ))}
      </ul>
    </section>
  )
}

const linkTo = (to: JobAddress): LinkProps =>
  to.page === 'studio'
    ? { to: '/', search: to.session ? { session: to.session } : {} }
    : to.page === 'load'
      ? { to: '/load/$id', params: { id: String(to.loadId) } }
      : { to: '/race/$id', params: { id: String(to.runId) } }

function JobRow({ job }: { job: Job }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: async () => job.cancel?.(),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <li className="flex items-center gap-1">
      <PopoverClose asChild>
        <Link
          {...linkTo(job.to)}
          className="flex min-h-11 min-w-0 grow flex-col justify-center rounded-md px-2 py-1 hover:bg-sunken"
        >
          {job.modelId === null ? (
            <span className="inline-flex min-w-0 items-center gap-2">
              <Flag aria-hidden className="size-3 shrink-0 text-muted" />
              <span className="truncate font-medium">{job.label}</span>
            </span>
          ) : (
            <ModelName modelId={job.modelId} label={job.label} />
          )}
          <span className="truncate text-small text-faint">{job.note}</span>
          {job.active && job.progress !== null && (
            <span aria-hidden className="mt-1 block h-1 rounded-full bg-line">
              <span
                className="block h-1 rounded-full bg-signal"
                style={{ width: `${Math.round(job.progress * 100)}%` }}
              />
            </span>
          )}
        </Link>
      </PopoverClose>
      {job.active && job.cancel && (
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

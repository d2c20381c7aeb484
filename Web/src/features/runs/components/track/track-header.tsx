import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pause, Play, Square, TableProperties } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toasts'
import { formatDuration } from '@/lib/format'
import { cancelRun, pauseRun, resumeRun } from '../../api/queries'
import type { Run } from '../../api/types'
import type { RaceStore } from '../../lib/race-store'
import { isActive, isOver, runStatus } from '../../lib/status'
import { useRaceView } from '../../lib/use-race'
import { Lights } from './lights'

export function TrackHeader({ run, race }: { run: Run; race: RaceStore }) {
  const client = useQueryClient()
  const view = useRaceView(race)
  const { model } = race
  const { label, tone } = runStatus(run.status, run.wanted)
  const act = useMutation({
    mutationFn: (action: (id: number) => Promise<unknown>) => action(run.id),
    onError: (error) => toast(error.message, { tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
  const clock = model.startedAtMs === null ? null : race.nowMs() - model.startedAtMs
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-72">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="min-w-0 truncate text-title font-semibold">
            {run.label ?? run.suite_name ?? `Run ${run.id}`}{' '}
            <span className="figure font-normal text-faint">#{run.id}</span>
          </h1>
          <Badge tone={tone}>{label}</Badge>
          {run.demo && <Badge title="Demo cars: it measures nothing">demo</Badge>}
          {view.connection === 'reconnecting' && <Badge tone="bad">reconnecting</Badge>}
        </div>
        <p className="truncate text-muted">
          {[
            run.label && run.suite_name,
            run.suite_version !== null && `version ${run.suite_version}`,
            run.mode === 'head_to_head' ? 'head to head' : 'one at a time',
            run.items_total !== null && `${run.items_total} items`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="flex items-center gap-3">
        <Lights phase={model.phase} />
        <span className="figure w-24 text-right text-title" title="Race clock">
          {clock === null ? '0.00 s' : formatDuration(clock)}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {isActive(run.status) && (
          <Button disabled={act.isPending} onClick={() => act.mutate(pauseRun)}>
            <Pause aria-hidden /> Pause
          </Button>
        )}
        {run.status === 'PAUSED' && (
          <Button look="primary" disabled={act.isPending} onClick={() => act.mutate(resumeRun)}>
            <Play aria-hidden /> Go on
          </Button>
        )}
        {!isOver(run.status) && (
          <Button look="danger" disabled={act.isPending} onClick={() => act.mutate(cancelRun)}>
            <Square aria-hidden className="fill-current" /> Cancel
          </Button>
        )}
        <Button asChild look={isOver(run.status) ? 'primary' : 'secondary'}>
          <Link to="/runs/$id" params={{ id: String(run.id) }}>
            <TableProperties aria-hidden /> Results
          </Link>
        </Button>
      </div>
    </header>
  )
}

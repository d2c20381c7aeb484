import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { claimColours } from '@/lib/model-colour'
import { useStore } from '@/lib/store'
import { loadQuery } from '../api/queries'
import type { LoadDetail } from '../api/types'
import { cautions } from '../lib/findings'
import { LoadLive } from '../lib/load-live'
import { isActive } from '../lib/status'
import { LevelCharts } from './level-charts'
import { LoadHeader } from './load-header'
import { StageErrors } from './stage-errors'
import { StageTable } from './stage-table'
import { TimeCharts } from './time-charts'
import { Verdicts } from './verdicts'

interface Props {
  loadId: number
  onGone: () => void
}

export function LoadPage({ loadId, onGone }: Props) {
  const { data, error, refetch } = useQuery(loadQuery(loadId))
  if (data) return <Loaded detail={data} onGone={onGone} />
  return error ? (
    <div className="mx-auto max-w-2xl p-4">
      <Failure error={error} onRetry={() => void refetch()} />
    </div>
  ) : (
    <Loading label="Loading the load">
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-16 max-w-xl" />
        <Skeleton className="h-64" />
      </div>
    </Loading>
  )
}

function Loaded({ detail, onGone }: { detail: LoadDetail; onGone: () => void }) {
  const { load, stages } = detail
  const client = useQueryClient()
  const live = useMemo(() => new LoadLive(load.id), [load.id])
  const view = useStore(live.view)
  useEffect(() => live.attach(), [live])

  // A stage that ended, or a load that did, has results to be asked for.
  const { ended, status } = view
  useEffect(() => {
    if (ended > 0 || status !== null) void client.invalidateQueries({ queryKey: ['loads'] })
  }, [client, ended, status])

  claimColours(load.cars.map((car) => car.model))
  const notes = cautions(detail)
  const active = isActive(load.status)
  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-6 p-4 pb-16">
      <LoadHeader detail={detail} connection={active ? view.connection : null} onGone={onGone} />
      {view.error !== null && <Failure error={view.error} />}
      {notes.length > 0 && (
        <div
          role="note"
          aria-label="Before you believe it"
          className="rounded-lg border border-signal/50 bg-signal-wash px-4 py-3"
        >
          <ul className="flex flex-col gap-1">
            {notes.map((note) => (
              <li key={note} className="text-pretty">
                {note}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Verdicts detail={detail} live={view} />
      <TimeCharts load={load} view={view} />
      <LevelCharts load={load} stages={stages} />
      <StageTable detail={detail} />
      <StageErrors detail={detail} />
    </div>
  )
}

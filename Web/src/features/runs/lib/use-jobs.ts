import { useQuery } from '@tanstack/react-query'
import { formatAgo } from '@/lib/format'
import type { Job, Jobs } from '@/lib/jobs'
import { cancelRun, recentRunsQuery } from '../api/queries'
import type { Run } from '../api/types'
import { isOver, runStatus } from './status'

export function useRunJobs(): Jobs {
  const { data, error, refetch } = useQuery(recentRunsQuery)
  return { jobs: (data ?? []).map(jobOf), error, refetch: () => void refetch() }
}

function jobOf(run: Run): Job {
  const at = run.started_at ?? run.created_at
  const total = run.items_total ?? 0
  const parts = [
    run.demo && 'demo',
    runStatus(run.status).label.toLowerCase(),
    total > 0 && `${run.items_done ?? 0} of ${total} items`,
    at && formatAgo(at),
  ]
  return {
    key: `run-${run.id}`,
    label: run.label ?? run.suite_name ?? `Run ${run.id}`,
    modelId: null,
    note: parts.filter(Boolean).join(' · '),
    active: !isOver(run.status),
    createdAt: at ?? new Date(0).toISOString(),
    progress: total > 0 ? (run.items_done ?? 0) / total : null,
    to: { page: 'race', runId: run.id },
    cancel: () => cancelRun(run.id),
  }
}

import { useQuery } from '@tanstack/react-query'
import { formatAgo, formatCount } from '@/lib/format'
import type { Job, Jobs } from '@/lib/jobs'
import { cancelLoad, recentLoadsQuery } from '../api/queries'
import type { Load } from '../api/types'
import { isActive, loadStatus } from './status'

export function useLoadJobs(): Jobs {
  const { data, error, refetch } = useQuery(recentLoadsQuery)
  return { jobs: (data?.items ?? []).map(jobOf), error, refetch: () => void refetch() }
}

function jobOf(load: Load): Job {
  const at = load.started_at ?? load.created_at
  const parts = [
    'load',
    load.demo && 'demo',
    loadStatus(load.status).label.toLowerCase(),
    `${formatCount(load.requests_done ?? 0)} requests`,
    at && formatAgo(at),
  ]
  return {
    key: `load-${load.id}`,
    label: load.name ?? load.cars.map((car) => car.name).join(', '),
    modelId: load.cars.length === 1 ? (load.cars[0]?.model ?? null) : null,
    note: parts.filter(Boolean).join(' · '),
    active: isActive(load.status),
    createdAt: at ?? new Date(0).toISOString(),
    progress: null,
    to: { page: 'load', loadId: load.id },
    cancel: () => cancelLoad(load.id),
  }
}

import { useQuery } from '@tanstack/react-query'
import { formatAgo } from '@/lib/format'
import type { Job, Jobs } from '@/lib/jobs'
import { cancelGeneration, recentGenerationsQuery } from '../api/queries'
import type { Generation } from '../api/types'

export function useGenerationJobs(): Jobs {
  const { data, error, refetch } = useQuery(recentGenerationsQuery)
  return { jobs: (data?.items ?? []).map(jobOf), error, refetch: () => void refetch() }
}

const jobOf = (generation: Generation): Job => ({
  key: generation.id,
  label: generation.label,
  modelId: generation.modelId,
  note: `${generation.demo ? 'demo · ' : ''}${generation.state} · ${formatAgo(generation.createdAt)}`,
  active: generation.state === 'queued' || generation.state === 'running',
  createdAt: generation.createdAt,
  progress: null,
  to: { page: 'studio', session: generation.sessionId },
  cancel: () => cancelGeneration(generation.id),
})

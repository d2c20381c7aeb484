import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, getJson, query, sendJson } from '@/lib/http'
import {
  foundModelsSchema,
  generationPageSchema,
  generationSchema,
  optionsSchema,
  pricingSchema,
  type Generation,
} from './types'

export const optionsQuery = queryOptions({
  queryKey: ['options'],
  queryFn: ({ signal }) => getJson('/api/generate/options', optionsSchema, signal),
  staleTime: 60_000,
})

export const pricingQuery = queryOptions({
  queryKey: ['pricing'],
  queryFn: ({ signal }) => getJson('/api/pricing', pricingSchema, signal),
  staleTime: 10 * 60_000,
})

const running = (page: { items: Generation[] } | undefined) =>
  page?.items.some((item) => item.state === 'queued' || item.state === 'running') ?? false

export const recentGenerationsQuery = queryOptions({
  queryKey: ['generations', 'recent'],
  queryFn: ({ signal }) => getJson('/api/generate?limit=20', generationPageSchema, signal),
  refetchInterval: (q) => (running(q.state.data) ? 2_500 : 20_000),
})

export const hubSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ['hub-search', text],
    queryFn: ({ signal }) =>
      getJson(`/api/hf/models/search${query({ q: text, limit: 12 })}`, foundModelsSchema, signal),
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    retry: false,
  })

export const getGeneration = (id: string) => getJson(`/api/generate/${id}`, generationSchema)

export const getSession = (sessionId: string) =>
  getJson(`/api/generate${query({ sessionId, limit: 50 })}`, generationPageSchema)

export const cancelGeneration = (id: string) =>
  sendJson('DELETE', `/api/generate/${id}`, undefined, generationSchema)

/** The page as it was stored. */
export const getArtifactHtml = async (artifactId: string) =>
  (await call(`/api/artifacts/${artifactId}/html`)).text()

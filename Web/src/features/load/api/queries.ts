import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson, query, sendJson } from '@/lib/http'
import { isActive } from '../lib/status'
import { loadDetailSchema, loadListSchema, loadSchema, startedLoadSchema } from './types'

export const loadsQuery = infiniteQueryOptions({
  queryKey: ['loads', 'list'],
  queryFn: ({ pageParam, signal }) =>
    getJson(`/api/loads${query({ limit: 50, cursor: pageParam })}`, loadListSchema, signal),
  initialPageParam: null as number | null,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: (q) =>
    q.state.data?.pages.some((page) => page.items.some((load) => isActive(load.status))) ? 3_000 : false,
})

export const recentLoadsQuery = queryOptions({
  queryKey: ['loads', 'recent'],
  queryFn: ({ signal }) => getJson('/api/loads?limit=10', loadListSchema, signal),
  refetchInterval: (q) => (q.state.data?.items.some((load) => isActive(load.status)) ? 3_000 : 30_000),
})

/** Its stages come by events; this asks again where they could not be followed. */
export const loadQuery = (id: number) =>
  queryOptions({
    queryKey: ['loads', id],
    queryFn: ({ signal }) => getJson(`/api/loads/${id}`, loadDetailSchema, signal),
    refetchInterval: (q) => (q.state.data && isActive(q.state.data.load.status) ? 10_000 : false),
  })

export const startLoad = async (body: object, key: string): Promise<number> =>
  (await sendJson('POST', '/api/loads', body, startedLoadSchema, { 'Idempotency-Key': key })).load_id

export const cancelLoad = (id: number) => sendJson('POST', `/api/loads/${id}/cancel`, undefined, loadSchema)
export const deleteLoad = (id: number) => sendJson('DELETE', `/api/loads/${id}`, undefined, z.unknown())

export const exportUrl = (id: number, format: 'csv' | 'json') => `/api/loads/${id}/export.${format}`

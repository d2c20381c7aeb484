import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson, query, sendJson } from '@/lib/http'
import { unknownable } from '@/lib/measures'
import type { PressKey } from '@/lib/press-key'
import type { RunsSearch } from '../lib/runs-search'
import { isActive, isOpen } from '../lib/status'
import { itemDetailSchema, itemPageSchema } from './items'
import { isJudging, judgingSchema, judgingsSchema, type JudgingMode } from './judgings'
import { comparisonSchema, gateSchema, runVerdictSchema, scorecardSchema } from './scorecard'
import { runDetailSchema, runsSchema, type Run } from './types'

export const recentRunsQuery = queryOptions({
  queryKey: ['runs', 'recent'],
  queryFn: ({ signal }) => getJson('/api/runs?limit=20&items=none', runsSchema, signal),
  refetchInterval: (q) => (q.state.data?.some((run) => isActive(run.status)) ? 2_500 : 20_000),
})

/** With the snapshots of their cars, some 100 kB. */
const runsPerPage = 50

const runPages = (filter: { status?: string; suite_id?: number | null; car_id?: number }) => ({
  queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
    getJson(
      `/api/runs${query({ limit: runsPerPage, items: 'none', before: pageParam, ...filter })}`,
      runsSchema,
      signal,
    ),
  initialPageParam: null as number | null,
  getNextPageParam: (page: Run[]) => (page.length < runsPerPage ? null : page.at(-1)!.id),
})

/** Newest first, page by page; what changes among the newest `recentRunsQuery` tells. */
export const runsQuery = (search: RunsSearch) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'list', search.status, search.suite, search.car],
    ...runPages({ status: search.status, suite_id: search.suite, car_id: search.car }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })

export const runQuery = (id: number) =>
  queryOptions({
    queryKey: ['runs', id, 'detail'],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}?items=none`, runDetailSchema, signal),
    refetchInterval: (q) => (q.state.data && isActive(q.state.data.run.status) ? 3_000 : false),
  })

/** About 90 kB. */
const itemsPerPage = 400

export const readItemPage = (id: number, cursor: number | null, signal?: AbortSignal) =>
  getJson(
    `/api/runs/${id}/items${query({ form: 'row', limit: itemsPerPage, cursor })}`,
    itemPageSchema,
    signal,
  )

/** The rows of the matrix, page by page; of a live run `useItemPages` keeps them fresh. */
export const itemPagesQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ['runs', id, 'items'],
    queryFn: ({ pageParam, signal }) => readItemPage(id, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next_cursor,
    // All that was read is read again by a refetch, a request per page: not for a glance at another window.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

export const itemQuery = (id: number, itemId: number | null) =>
  queryOptions({
    queryKey: ['runs', id, 'item', itemId],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}/items/${itemId}`, itemDetailSchema, signal),
    enabled: itemId !== null,
    refetchInterval: (q) => (q.state.data && isOpen(q.state.data.item.status) ? 2_000 : false),
  })

export const scorecardQuery = (id: number) =>
  queryOptions({
    queryKey: ['runs', id, 'scorecard'],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}/scorecard`, scorecardSchema, signal),
  })

export const comparisonQuery = (id: number, baselineId: number | null) =>
  queryOptions({
    queryKey: ['runs', id, 'compare', baselineId],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${id}/compare${query({ baseline_run_id: baselineId })}`, comparisonSchema, signal),
    enabled: baselineId !== null,
    retry: false,
  })

/** Whether the run may pass, as a pipeline asks it. */
export const gateQuery = (id: number, baselineId: number) =>
  queryOptions({
    queryKey: ['runs', id, 'gate', baselineId],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${id}/gate${query({ baseline: baselineId })}`, gateSchema, signal),
    retry: false,
  })

/** The cars of a run that is over, against each other. */
export const runVerdictQuery = (id: number) =>
  queryOptions({
    queryKey: ['runs', id, 'scorecard', 'verdict'],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}/verdict`, runVerdictSchema, signal),
  })

/** Runs of one suite, to be measured against, newest first. */
export const baselinesQuery = (suiteId: number | null) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'of-suite', suiteId],
    ...runPages({ suite_id: suiteId }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

const idSchema = z.object({ run_id: unknownable(z.number()) })
const anything = z.unknown()

const act = (id: number, what: 'cancel' | 'pause' | 'resume') =>
  sendJson('POST', `/api/runs/${id}/${what}`, undefined, anything)

export const cancelRun = (id: number) => act(id, 'cancel')
export const pauseRun = (id: number) => act(id, 'pause')
export const resumeRun = (id: number) => act(id, 'resume')

/** The id of the run that now runs: the same one when only its failed items go again. */
export const rerun = async (id: number, failedOnly: boolean, key: PressKey): Promise<number> => {
  const body = { failed_only: failedOnly }
  const started = await key.send(body, (pressed) =>
    sendJson('POST', `/api/runs/${id}/rerun`, body, idSchema, { 'Idempotency-Key': pressed }),
  )
  return started.run_id ?? id
}

export const deleteRun = (id: number) => sendJson('DELETE', `/api/runs/${id}`, undefined, anything)

export const updateRun = (id: number, change: Partial<Pick<Run, 'label' | 'is_baseline'>>) =>
  sendJson('PATCH', `/api/runs/${id}`, change, anything)

/** `all`: also what this judge has scored already. */
export const judgeRun = (id: number, judgeCarId: number | null, mode: JudgingMode, all: boolean) =>
  sendJson(
    'POST',
    `/api/runs/${id}/judge`,
    { judge_car_id: judgeCarId, mode, ...(all ? { all } : {}) },
    judgingSchema,
  )

export const cancelJudging = (id: number, judgingId: number) =>
  sendJson('POST', `/api/runs/${id}/judgings/${judgingId}/cancel`, undefined, judgingSchema)

export const judgingsQuery = (id: number) =>
  queryOptions({
    queryKey: ['runs', id, 'judgings'],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}/judgings`, judgingsSchema, signal),
    refetchInterval: (q) => (q.state.data?.items.some(isJudging) ? 1_200 : false),
  })

/** Of a pairwise judging: each two cars. */
export const judgingQuery = (id: number, judgingId: number) =>
  queryOptions({
    queryKey: ['runs', id, 'judgings', judgingId],
    queryFn: ({ signal }) => getJson(`/api/runs/${id}/judgings/${judgingId}`, judgingSchema, signal),
  })

export const reportFormats = ['md', 'csv', 'json', 'html', 'xml'] as const
export type ReportFormat = (typeof reportFormats)[number]
export const reportUrl = (id: number, format: ReportFormat, baseline: number | null = null) =>
  `/api/runs/${id}/report.${format}${query({ baseline })}`

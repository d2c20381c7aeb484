import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call, getJson, query, sendJson } from '@/lib/http'
import {
  dryRunSchema,
  importReportSchema,
  suiteSchema,
  suitesSchema,
  versionsSchema,
  type ImportReport,
  type SuiteBody,
} from './types'

/** Without their tests, of which a suite may have a hundred thousand. */
export const suitesQuery = queryOptions({
  queryKey: ['suites', 'list'],
  queryFn: ({ signal }) => getJson('/api/suites?tests=none', suitesSchema, signal),
})

export const suiteQuery = (id: number | null) =>
  queryOptions({
    queryKey: ['suites', id],
    queryFn: ({ signal }) => getJson(`/api/suites/${id}`, suiteSchema, signal),
    enabled: id !== null,
    staleTime: 30_000,
  })

export const versionsQuery = (id: number) =>
  queryOptions({
    queryKey: ['suites', id, 'versions'],
    queryFn: ({ signal }) => getJson(`/api/suites/${id}/versions`, versionsSchema, signal),
  })

/** A version never changes. */
export const suiteVersionQuery = (id: number, version: number) =>
  queryOptions({
    queryKey: ['suite-version', id, version],
    queryFn: ({ signal }) => getJson(`/api/suites/${id}${query({ version })}`, suiteSchema, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  })

const gone = z.unknown()

export const createSuite = (body: SuiteBody) => sendJson('POST', '/api/suites', body, suiteSchema)
export const updateSuite = (id: number, body: SuiteBody) =>
  sendJson('PUT', `/api/suites/${id}`, body, suiteSchema)
export const deleteSuite = (id: number) => sendJson('DELETE', `/api/suites/${id}`, undefined, gone)
export const restoreSuite = (id: number) => sendJson('POST', `/api/suites/${id}/restore`, undefined, gone)
export const duplicateSuite = (id: number) =>
  sendJson('POST', `/api/suites/${id}/duplicate`, undefined, suiteSchema)
export const exportUrl = (id: number) => `/api/suites/${id}/export`

export async function importSuite(file: File): Promise<ImportReport> {
  const form = new FormData()
  form.append('file', file)
  const response = await call('/api/suites/import', { method: 'POST', body: form })
  return importReportSchema.parse(await response.json())
}

export interface DryRunBody {
  expected_constraints: string | null
  checks: unknown
  output: string
  prompt?: string
  reference?: string
  tool_calls?: unknown
  latency_ms?: number
  ttft_ms?: number
  cost_usd?: number
}

export const dryRun = (body: DryRunBody) => sendJson('POST', '/api/suites/check', body, dryRunSchema)

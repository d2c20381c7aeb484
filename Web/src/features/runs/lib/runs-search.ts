import { z } from 'zod'

const text = z.string().optional().catch(undefined)
const id = z.coerce.number().int().positive().optional().catch(undefined)

/** The filters of the list of runs as they stand in the address. */
export const runsSearchSchema = z.object({
  q: text,
  status: z
    .enum(['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'])
    .optional()
    .catch(undefined),
  suite: id,
  car: id,
  baseline: z.boolean().optional().catch(undefined),
})

export type RunsSearch = z.infer<typeof runsSearchSchema>

export const runTabs = ['summary', 'items', 'compare', 'judge'] as const
export type RunTab = (typeof runTabs)[number]

export const runSearchSchema = z.object({
  tab: z.enum(runTabs).optional().catch(undefined),
  item: id,
  against: id,
  show: z.enum(['failed', 'partial', 'differ']).optional().catch(undefined),
  q: text,
})

export type RunSearch = z.infer<typeof runSearchSchema>

export const viewOfRuns = (search: RunsSearch): Record<string, unknown> | null => {
  const set = Object.entries(search).filter(([, value]) => value !== undefined)
  return set.length > 0 ? Object.fromEntries(set) : null
}

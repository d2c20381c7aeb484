import { z } from 'zod'

export const suiteTabs = ['cases', 'json', 'versions'] as const
export type SuiteTab = (typeof suiteTabs)[number]

export const suiteSearchSchema = z.object({
  tab: z.enum(suiteTabs).optional().catch(undefined),
  /** Position of the open case, from 1. */
  case: z.coerce.number().int().positive().optional().catch(undefined),
})

export type SuiteSearch = z.infer<typeof suiteSearchSchema>

import { z } from 'zod'

export const compareViews = ['pages', 'slider', 'code', 'diff'] as const

export const compareSearchSchema = z.object({
  ids: z.string().optional().catch(undefined),
  view: z.enum(compareViews).optional().catch(undefined),
  device: z.enum(['phone', 'tablet', 'desktop']).optional().catch(undefined),
})

export type CompareSearch = z.infer<typeof compareSearchSchema>

export const comparedIds = (search: CompareSearch) =>
  [...new Set((search.ids ?? '').split(',').filter(Boolean))].slice(0, 4)

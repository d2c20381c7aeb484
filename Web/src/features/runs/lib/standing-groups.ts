import { z } from 'zod'
import type { Standing } from '../api/leaderboard'

export const tableSearchSchema = z.object({
  suite: z.coerce.number().int().positive().optional().catch(undefined),
  versions: z.literal('all').optional().catch(undefined),
})

export type TableSearch = z.infer<typeof tableSearchSchema>

/** What may be compared with each other: one version of one suite. */
export interface StandingGroup {
  suiteId: number | null
  suite: string
  version: number | null
  /** A later version of the suite was raced as well. */
  outdated: boolean
  rows: Standing[]
}

/** In the order of the server: newest suite and version first, best car first. */
export function standingGroups(rows: readonly Standing[]): StandingGroup[] {
  const groups = new Map<string, StandingGroup>()
  const newest = new Map<number | null, number>()
  for (const { suite_id, suite_version } of rows) {
    newest.set(suite_id, Math.max(newest.get(suite_id) ?? 0, suite_version ?? 0))
  }
  for (const row of rows) {
    const key = `${row.suite_id}-${row.suite_version}`
    const group = groups.get(key) ?? {
      suiteId: row.suite_id,
      suite: row.suite_name ?? `Suite ${row.suite_id}`,
      version: row.suite_version,
      outdated: (row.suite_version ?? 0) < (newest.get(row.suite_id) ?? 0),
      rows: [],
    }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
}

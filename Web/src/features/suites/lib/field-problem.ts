import { ApiError } from '@/lib/http'
import type { Problem } from './draft'

/** `tests[3].expected_constraints`, `tests.3.checks[0].value`: where the server says the fault is. */
export function fieldProblem(error: unknown): Problem | null {
  if (!(error instanceof ApiError) || error.field === null) return null
  const path = error.field.replaceAll('[', '.').replaceAll(']', '').split('.').filter(Boolean)
  if (path[0] === 'tests' && path[1] !== undefined && /^\d+$/.test(path[1])) {
    return { case: Number(path[1]), field: path[2] ?? 'name', message: error.message }
  }
  return { case: null, field: path[0] ?? '', message: error.message }
}

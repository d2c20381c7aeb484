import type { Suite, SuiteBody, Test } from '../api/types'

/** A case being edited. `key` stays while its place changes; `rest` is what this page does not edit, kept as it came. */
export interface CaseDraft {
  key: string
  name: string
  systemPrompt: string
  userPrompt: string
  constraints: string
  /** The typed checks and tools as JSON text; empty is none. */
  checks: string
  tools: string
  reference: string
  family: string
  rest: Record<string, unknown>
}

export interface SuiteDraft {
  name: string
  category: string
  description: string
  rubric: string
  cases: CaseDraft[]
}

/** What is wrong, and where: the suite's own fields, or a field of a case. */
export interface Problem {
  case: number | null
  field: string
  message: string
}

const edited = [
  'id',
  'suite_id',
  'order_index',
  'name',
  'system_prompt',
  'user_prompt',
  'expected_constraints',
  'tools_schema_json',
  'checks',
  'reference',
  'family',
]

let nextKey = 1
export const newKey = () => `case-${nextKey++}`

export const emptyCase = (): CaseDraft => ({
  key: newKey(),
  name: '',
  systemPrompt: '',
  userPrompt: '',
  constraints: '',
  checks: '',
  tools: '',
  reference: '',
  family: '',
  rest: {},
})

export const emptySuite = (): SuiteDraft => ({
  name: '',
  category: 'general',
  description: '',
  rubric: '',
  cases: [{ ...emptyCase(), name: 'First case' }],
})

const pretty = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    ? ''
    : JSON.stringify(value, null, 2)

export const caseOf = (test: Test): CaseDraft => ({
  key: newKey(),
  name: test.name,
  systemPrompt: test.system_prompt ?? '',
  userPrompt: test.user_prompt,
  constraints: test.expected_constraints ?? '',
  checks: pretty(test.checks),
  tools: pretty(test.tools_schema_json),
  reference: test.reference ?? '',
  family: test.family ?? '',
  rest: Object.fromEntries(
    Object.entries(test).filter(([name, value]) => !edited.includes(name) && value !== null),
  ),
})

export const draftOf = (suite: Suite): SuiteDraft => ({
  name: suite.name,
  category: suite.category,
  description: suite.description ?? '',
  rubric: suite.rubric ?? '',
  cases: [...suite.tests].sort((a, b) => a.order_index - b.order_index).map(caseOf),
})

/** Null for text that is no JSON. */
export function parseJson(text: string): { value: unknown } | null {
  if (text.trim() === '') return { value: null }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

/** What can be seen here is wrong; the rest is the server's to say. */
export function problemsOf(draft: SuiteDraft): Problem[] {
  const problems: Problem[] = []
  const add = (at: number | null, field: string, message: string) =>
    problems.push({ case: at, field, message })
  if (draft.name.trim() === '') add(null, 'name', 'A suite needs a name.')
  if (draft.category.trim() === '') add(null, 'category', 'A suite needs a category.')
  if (draft.cases.length === 0) add(null, 'tests', 'A suite needs at least one case.')
  draft.cases.forEach((each, index) => {
    if (each.name.trim() === '') add(index, 'name', 'A case needs a name.')
    if (each.userPrompt.trim() === '') add(index, 'user_prompt', 'A case needs a prompt.')
    if (parseJson(each.checks) === null) add(index, 'checks', 'The checks are not JSON.')
    const tools = parseJson(each.tools)
    if (tools === null) add(index, 'tools_schema_json', 'The tools are not JSON.')
    else if (tools.value !== null && !Array.isArray(tools.value))
      add(index, 'tools_schema_json', 'The tools are an array of functions.')
  })
  return problems
}

/** What is sent, and what the JSON tab shows: only what is set. */
export function bodyOf(draft: SuiteDraft): SuiteBody {
  return {
    name: draft.name.trim(),
    category: draft.category.trim(),
    description: draft.description.trim() || null,
    rubric: draft.rubric.trim() || null,
    tests: draft.cases.map((each, index) => {
      const checks = parseJson(each.checks)?.value ?? null
      const tools = parseJson(each.tools)?.value ?? null
      return {
        order_index: index,
        name: each.name.trim(),
        ...(each.systemPrompt && { system_prompt: each.systemPrompt }),
        user_prompt: each.userPrompt,
        ...(each.constraints && { expected_constraints: each.constraints }),
        ...(tools !== null && { tools_schema_json: tools }),
        ...(checks !== null && { checks }),
        ...(each.reference && { reference: each.reference }),
        ...(each.family && { family: each.family }),
        ...each.rest,
      }
    }),
  }
}

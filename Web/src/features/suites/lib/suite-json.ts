import { z } from 'zod'
import { testSchema } from '../api/types'
import { bodyOf, caseOf, type SuiteDraft } from './draft'

const sentSchema = z.looseObject({
  name: z.string({ error: 'is needed' }),
  category: z.string({ error: 'is needed' }),
  description: z.string().nullish(),
  rubric: z.string().nullish(),
  tests: z.array(testSchema.extend({ order_index: z.number().int().nullish() }), {
    error: 'is an array of cases',
  }),
})

export const toJson = (draft: SuiteDraft): string => JSON.stringify(bodyOf(draft), null, 2)

export type Parsed = { draft: SuiteDraft; error: null } | { draft: null; error: string }

/** Reads the JSON tab back; what is wrong is said with its line or its field. */
export function fromJson(text: string): Parsed {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return { draft: null, error: `This is not JSON: ${placeOf(text, error)}` }
  }
  const parsed = sentSchema.safeParse(body)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    return { draft: null, error: `${path.length > 0 ? path.join('.') : 'The whole'}: ${message}` }
  }
  const { name, category, description, rubric, tests } = parsed.data
  const ordered = tests
    .map((test, index) => ({ ...test, order_index: test.order_index ?? index }))
    .sort((a, b) => a.order_index - b.order_index)
  return {
    draft: {
      name,
      category,
      description: description ?? '',
      rubric: rubric ?? '',
      cases: ordered.map(caseOf),
    },
    error: null,
  }
}

function placeOf(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : 'it cannot be read'
  const at = /position (\d+)/.exec(message)?.[1]
  if (at === undefined || /line \d+/.test(message)) return message
  return `${message} (line ${text.slice(0, Number(at)).split('\n').length})`
}

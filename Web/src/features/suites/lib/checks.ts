/** What a person picks from when adding a check; the names are those of the JSON form. */
export interface CheckKind {
  type: string
  group: string
  summary: string
  value: 'text' | 'list' | 'number' | 'json' | 'none'
  placeholder?: string
  threshold?: Threshold
  /** With no value of its own it compares with the case's reference answer. */
  reference?: boolean
}

interface Threshold {
  unit: string
  /** What holds when nothing is said; null where something has to be. */
  usual: number | null
  most: number
}

const share = (usual: number): Threshold => ({ unit: '0 to 1', usual, most: 1 })
const limit = (unit: string, usual: number | null = null): Threshold => ({ unit, usual, most: 1e12 })

const kind = (
  group: string,
  type: string,
  value: CheckKind['value'],
  summary: string,
  more: Partial<CheckKind> = {},
): CheckKind => ({ type, group, summary, value, ...more })

export const checkKinds: CheckKind[] = [
  kind('Text', 'equals', 'text', 'The answer is exactly this, or exactly the reference', { reference: true }),
  kind('Text', 'contains', 'text', 'This text occurs'),
  kind('Text', 'icontains', 'text', 'This text occurs, whatever its case'),
  kind('Text', 'contains-all', 'list', 'All of these occur', { placeholder: 'red, green' }),
  kind('Text', 'contains-any', 'list', 'At least one of these occurs', { placeholder: 'red, green' }),
  kind('Text', 'icontains-all', 'list', 'All of these occur, whatever their case'),
  kind('Text', 'icontains-any', 'list', 'At least one occurs, whatever its case'),
  kind('Text', 'starts-with', 'text', 'The answer begins with this'),
  kind('Text', 'ends-with', 'text', 'The answer ends with this'),
  kind('Text', 'regex', 'text', 'This pattern is found anywhere', { placeholder: '^\\d{4}$' }),
  kind('Length', 'min-words', 'number', 'At least so many words'),
  kind('Length', 'max-words', 'number', 'At most so many words'),
  kind('Length', 'min-length', 'number', 'At least so many characters'),
  kind('Length', 'max-length', 'number', 'At most so many characters'),
  kind('Length', 'min-lines', 'number', 'At least so many lines'),
  kind('Length', 'max-lines', 'number', 'At most so many lines'),
  kind('Structure', 'is-json', 'none', 'The whole answer is JSON'),
  kind('Structure', 'contains-json', 'none', 'JSON is found in the answer'),
  kind('Structure', 'json-schema', 'json', 'The answer fits this JSON Schema', {
    placeholder: '{"type": "object"}',
  }),
  kind('Structure', 'json-path', 'json', 'What a JSON path finds', {
    placeholder: '{"path": "$.total", "equals": 42}',
  }),
  kind('Structure', 'is-xml', 'none', 'The answer is XML'),
  kind('Structure', 'is-html', 'none', 'The answer is HTML'),
  kind('Likeness', 'levenshtein', 'text', 'At most so many edits away from this, or from the reference', {
    threshold: limit('edits', 5),
    reference: true,
  }),
  kind('Likeness', 'rouge-l', 'text', 'Shares words in their order with this, or with the reference', {
    threshold: share(0.75),
    reference: true,
  }),
  kind('Likeness', 'bleu', 'text', 'Shares word sequences with this, or with the reference', {
    threshold: share(0.5),
    reference: true,
  }),
  kind('Tools', 'tool-called', 'list', 'These tools were called', { placeholder: 'calculator' }),
  kind('Tools', 'tool-args', 'json', 'A tool was called with these arguments'),
  kind('Tools', 'tool-sequence', 'list', 'Tools were called in this order'),
  kind('Tools', 'tool-f1', 'list', 'The tools called, against those wanted', { threshold: share(1) }),
  kind('Measures', 'latency', 'none', 'At most so many milliseconds', { threshold: limit('ms') }),
  kind('Measures', 'ttft', 'none', 'First token within so many milliseconds', { threshold: limit('ms') }),
  kind('Measures', 'cost', 'none', 'At most so many US dollars', { threshold: limit('US dollars') }),
  kind('Outside', 'llm-rubric', 'text', 'A judge says whether this holds'),
  kind('Outside', 'webhook', 'text', 'A service of yours decides', { placeholder: 'https://' }),
]

export const kindOf = (type: string): CheckKind | undefined =>
  checkKinds.find((known) => known.type === type.replace(/^not-/, '').replaceAll('_', '-'))

export interface TypedCheck {
  type: string
  value?: unknown
  threshold?: number
  weight?: number
  not?: boolean
}

/** The value a kind wants, from what was typed; undefined for none or the reference, null for what cannot be it. */
export function valueOf(kind: CheckKind, text: string): unknown {
  switch (kind.value) {
    case 'none':
      return undefined
    case 'text':
      return text !== '' ? text : kind.reference ? undefined : null
    case 'list': {
      const list = text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
      return list.length > 0 ? list : null
    }
    case 'number': {
      const number = Number(text)
      return text.trim() !== '' && Number.isInteger(number) && number >= 0 ? number : null
    }
    case 'json':
      try {
        return JSON.parse(text) as unknown
      } catch {
        return null
      }
  }
}

/** What is wrong with a threshold as typed; null when nothing is. */
export function thresholdProblem({ unit, usual, most }: Threshold, text: string): string | null {
  if (text.trim() === '') return usual === null ? `This check needs a limit in ${unit}.` : null
  const value = Number(text)
  if (!(value >= 0)) return 'The threshold is a number from 0.'
  return value > most ? `The threshold is from 0 to ${most}.` : null
}

interface CheckSet {
  checks?: unknown
  /** Its other name. */
  assert?: unknown
  threshold?: unknown
}

/** The typed form is an array, or an object that holds one beside its threshold. */
export function checksOf(value: unknown): { checks: TypedCheck[]; threshold: number | null } {
  const set = Array.isArray(value) ? { checks: value } : (value as CheckSet | null)
  const list = set?.checks ?? set?.assert ?? []
  const threshold = set?.threshold
  return {
    checks: (Array.isArray(list) ? list : []).filter(isCheck),
    threshold: typeof threshold === 'number' ? threshold : null,
  }
}

const isCheck = (value: unknown): value is TypedCheck =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

export function withChecks(checks: TypedCheck[], threshold: number | null): string {
  if (threshold !== null) return JSON.stringify({ threshold, checks }, null, 2)
  return checks.length === 0 ? '' : JSON.stringify(checks, null, 2)
}

/** The old text form, a check per line or semicolon (`\;` is one of the value's); a piece without a colon is no check. */
export const legacyChecks = (text: string): string[] =>
  (text.match(/(?:\\;|[^;\n])+/g) ?? [])
    .map((piece) => piece.replaceAll('\\;', ';').trim())
    .filter((piece) => piece.includes(':'))

export function describeCheck(check: TypedCheck): string {
  const value =
    check.value === undefined
      ? ''
      : typeof check.value === 'string'
        ? check.value
        : JSON.stringify(check.value)
  const parts = [
    check.not && 'not',
    check.type,
    value && `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”`,
    check.threshold !== undefined && `threshold ${check.threshold}`,
    check.weight !== undefined && check.weight !== 1 && `weight ${check.weight}`,
  ]
  return parts.filter(Boolean).join(' ')
}

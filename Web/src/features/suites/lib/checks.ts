/** What a person picks from when adding a check; the names are those of the JSON form. */
export interface CheckKind {
  type: string
  group: string
  summary: string
  value: 'text' | 'list' | 'number' | 'json' | 'none'
  placeholder?: string
  threshold?: boolean
}

const kind = (
  group: string,
  type: string,
  value: CheckKind['value'],
  summary: string,
  more: Partial<CheckKind> = {},
): CheckKind => ({ type, group, summary, value, ...more })

export const checkKinds: CheckKind[] = [
  kind('Text', 'equals', 'text', 'The answer is exactly this'),
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
  kind('Likeness', 'levenshtein', 'text', 'Few edits away from this', { threshold: true }),
  kind('Likeness', 'rouge-l', 'text', 'Shares its longest run of words with this', { threshold: true }),
  kind('Likeness', 'bleu', 'text', 'Shares word sequences with this', { threshold: true }),
  kind('Tools', 'tool-called', 'list', 'These tools were called', { placeholder: 'calculator' }),
  kind('Tools', 'tool-args', 'json', 'A tool was called with these arguments'),
  kind('Tools', 'tool-sequence', 'list', 'Tools were called in this order'),
  kind('Tools', 'tool-f1', 'list', 'The tools called, against those wanted', { threshold: true }),
  kind('Measures', 'latency', 'none', 'At most so many milliseconds', { threshold: true }),
  kind('Measures', 'ttft', 'none', 'First token within so many milliseconds', { threshold: true }),
  kind('Measures', 'cost', 'none', 'At most so many US dollars', { threshold: true }),
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

/** The value a kind wants, from what was typed; undefined for none, null for what cannot be it. */
export function valueOf(kind: CheckKind, text: string): unknown {
  switch (kind.value) {
    case 'none':
      return undefined
    case 'text':
      return text
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

/** The typed form is an array, or an object that holds one beside its threshold. */
export function checksOf(value: unknown): { checks: TypedCheck[]; threshold: number | null } {
  const list = Array.isArray(value) ? value : ((value as { checks?: unknown } | null)?.checks ?? [])
  const threshold = Array.isArray(value) ? undefined : (value as { threshold?: unknown } | null)?.threshold
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

/** The old text form, a check per line or semicolon; a piece without a colon is no check. */
export const legacyChecks = (text: string): string[] =>
  text
    .split(/[\n;]+/)
    .map((piece) => piece.trim())
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

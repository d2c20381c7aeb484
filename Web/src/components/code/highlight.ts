export type TokenKind = 'text' | 'tag' | 'attr' | 'string' | 'keyword' | 'number' | 'comment' | 'punct'
export interface Token {
  kind: TokenKind
  text: string
}

type Mode = 'text' | 'tag' | 'comment' | 'css' | 'css-comment' | 'js' | 'js-comment' | 'js-template'

/** What a line leaves behind for the next: enough to go on in the middle of a tag, string, comment, style or script. */
export interface HighlightState {
  mode: Mode
  /** What follows when the open tag closes. */
  inner: 'text' | 'css' | 'js'
  /** The quote a string is still open with, or ''. */
  quote: '' | '"' | "'"
}

export const initialState: HighlightState = { mode: 'text', inner: 'text', quote: '' }

type Rule = [
  pattern: RegExp,
  kind: TokenKind,
  next?: (match: string, state: HighlightState) => HighlightState,
]

const to =
  (mode: Mode) =>
  (_: string, state: HighlightState): HighlightState => ({ ...state, mode })

const openTag = (match: string, state: HighlightState): HighlightState => {
  const name = match.slice(1).toLowerCase()
  return { ...state, mode: 'tag', inner: name === 'style' ? 'css' : name === 'script' ? 'js' : 'text' }
}

const openQuote = (match: string, state: HighlightState): HighlightState => {
  const quote = match[0] as '"' | "'"
  const closed = match.length > 1 && match.endsWith(quote) && !match.endsWith(`\\${quote}`)
  return closed ? state : { ...state, quote }
}

const keyword =
  /(?:async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|let|new|null|of|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|yield)\b/y

// Sticky patterns, tried in order; each mode ends with one that takes anything.
const rules: Record<Mode, Rule[]> = {
  text: [
    [/<!--/y, 'comment', to('comment')],
    [/<![^>]*>?/y, 'keyword'],
    [/<\/?[a-zA-Z][\w:-]*/y, 'tag', openTag],
    [/&#?\w+;/y, 'number'],
    [/[^<&]+|[\s\S]/y, 'text'],
  ],
  tag: [
    [/\s+/y, 'text'],
    [/\/?>/y, 'tag', (_, state) => ({ ...state, mode: state.inner, inner: 'text' })],
    [/"[^"]*"?|'[^']*'?/y, 'string', openQuote],
    [/=/y, 'punct'],
    [/[^\s=>"'/]+/y, 'attr'],
    [/[\s\S]/y, 'punct'],
  ],
  comment: [
    [/-->/y, 'comment', to('text')],
    [/[^-]+|-/y, 'comment'],
  ],
  css: [
    [/<\/style/iy, 'tag', openTag],
    [/\/\*/y, 'comment', to('css-comment')],
    [/"[^"]*"?|'[^']*'?/y, 'string', openQuote],
    [/@[\w-]+|!important/y, 'keyword'],
    [/--[\w-]+|[\w-]+(?=\s*:[^:])/y, 'attr'],
    [/#[\da-f]{3,8}\b|-?(?:\d+\.?\d*|\.\d+)(?:%|[a-z]+)?/iy, 'number'],
    [/[{}();:,>+~[\]=]/y, 'punct'],
    [/[.#]?[a-zA-Z_][\w-]*/y, 'tag'],
    [/\s+|[\s\S]/y, 'text'],
  ],
  'css-comment': [
    [/\*\//y, 'comment', to('css')],
    [/[^*]+|\*/y, 'comment'],
  ],
  js: [
    [/<\/script/iy, 'tag', openTag],
    [/\/\/.*/y, 'comment'],
    [/\/\*/y, 'comment', to('js-comment')],
    [/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/y, 'string', openQuote],
    [/`/y, 'string', to('js-template')],
    [keyword, 'keyword'],
    [/\d[\w.]*/y, 'number'],
    [/[A-Za-z_$][\w$]*(?=\s*\()/y, 'attr'],
    [/[A-Za-z_$][\w$]*/y, 'text'],
    [/[{}()[\];:,.?=+\-*/%&|!<>^~]/y, 'punct'],
    [/\s+|[\s\S]/y, 'text'],
  ],
  'js-comment': [
    [/\*\//y, 'comment', to('js')],
    [/[^*]+|\*/y, 'comment'],
  ],
  'js-template': [
    [/`/y, 'string', to('js')],
    [/(?:[^`\\]|\\.)+|\\/y, 'string'],
  ],
}

/** Splits one line into coloured tokens. `wrapped` marks a piece of a longer line, whose string may go on in the next piece. */
export function highlightLine(
  line: string,
  from: HighlightState,
  wrapped = false,
): { tokens: Token[]; state: HighlightState } {
  const tokens: Token[] = []
  let state = from
  let at = 0
  while (at < line.length) {
    const step = state.quote ? closeQuote(line, at, state) : match(line, at, state)
    const last = tokens.at(-1)
    if (last?.kind === step.kind) last.text += step.text
    else tokens.push({ kind: step.kind, text: step.text })
    state = step.state
    at += step.text.length
  }
  // A CSS or script string ends with its line; an attribute value may span lines.
  if (state.quote && state.mode !== 'tag' && !wrapped) state = { ...state, quote: '' }
  return { tokens, state }
}

function closeQuote(line: string, at: number, state: HighlightState) {
  const end = line.indexOf(state.quote, at)
  if (end < 0) return { kind: 'string' as const, text: line.slice(at), state }
  return { kind: 'string' as const, text: line.slice(at, end + 1), state: { ...state, quote: '' as const } }
}

function match(line: string, at: number, state: HighlightState) {
  for (const [pattern, kind, next] of rules[state.mode]) {
    pattern.lastIndex = at
    const text = pattern.exec(line)?.[0]
    if (text) return { kind, text, state: next ? next(text, state) : state }
  }
  return { kind: 'text' as const, text: line.slice(at, at + 1), state }
}

import { structuredPatch } from 'diff'

export interface DiffRow {
  kind: 'same' | 'removed' | 'added' | 'gap'
  left: number | null
  right: number | null
  text: string
}

export interface DiffResult {
  rows: DiffRow[]
  added: number
  removed: number
}

const maxEdits = 6_000
const timeoutMs = 3_000

/** Changed lines with three lines around them; null when the pages differ too much for a line diff to say anything. */
export function diffLines(before: string, after: string): DiffResult | null {
  const patch = structuredPatch('', '', before, after, '', '', {
    context: 3,
    maxEditLength: maxEdits,
    timeout: timeoutMs,
  })
  if (!patch) return null
  const rows: DiffRow[] = []
  let added = 0
  let removed = 0
  for (const hunk of patch.hunks) {
    let left = hunk.oldStart
    let right = hunk.newStart
    rows.push({
      kind: 'gap',
      left: null,
      right: null,
      text: `Line ${hunk.oldStart} and on, line ${hunk.newStart} and on`,
    })
    for (const line of hunk.lines) {
      const text = line.slice(1)
      if (line.startsWith('-')) {
        removed++
        rows.push({ kind: 'removed', left: left++, right: null, text })
      } else if (line.startsWith('+')) {
        added++
        rows.push({ kind: 'added', left: null, right: right++, text })
      } else if (line.startsWith(' ')) {
        rows.push({ kind: 'same', left: left++, right: right++, text })
      }
    }
  }
  return { rows, added, removed }
}

import { cx } from '@/lib/class-names'
import type { Row } from '../api/items'
import type { RunItem } from '../api/types'
import { rowVerdict } from '../lib/matrix'
import { verdictLabels } from '../lib/status'
import { VerdictGlyph } from './verdict-glyph'

interface Props {
  item: RunItem
  rows: Row[]
  onItem: (itemId: number) => void
}

/** The same car at the same case, once per repetition: one may pass where another fails. */
export function Repetitions({ item, rows, onItem }: Props) {
  const all = rows.filter(
    (row) => row.test_id === item.test_id && row.car_id === item.car_id && !row.is_warmup,
  )
  if (all.length < 2) return null
  return (
    <nav aria-label="Repetitions" className="flex flex-wrap gap-1 px-4 pt-4">
      {all.map((row) => (
        <button
          key={row.id}
          type="button"
          aria-label={`Repetition ${row.repetition}, ${verdictLabels[rowVerdict(row)]}`}
          aria-current={row.id === item.id ? 'true' : undefined}
          onClick={() => onItem(row.id)}
          className={cx(
            'figure inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-small hover:border-line-strong hover:bg-sunken',
            row.id === item.id && 'border-signal bg-signal-wash',
          )}
        >
          <VerdictGlyph verdict={rowVerdict(row)} />
          {row.repetition}
        </button>
      ))}
    </nav>
  )
}

import { Figure } from '@/components/measures/figure'
import { formatCount, formatDuration, formatUsd } from '@/lib/format'
import { estimateMs, type Entry, type Mode, type Track } from '../lib/grid'

interface Props {
  items: number
  entries: Entry[]
  suite: Track | undefined
  mode: Mode
  repetitions: number
  usd: number | null
}

/** What it will take, roughly; every guess says that it is one. */
export function Estimate({ items, entries, suite, mode, repetitions, usd }: Props) {
  const ms = suite ? estimateMs(entries, suite.cases, { mode, repetitions }) : 0
  const demoOnly = entries.length > 0 && entries.every((entry) => entry.demo)
  return (
    <dl className="grid grid-cols-3 gap-3 border-y py-3">
      <div>
        <dt className="text-small text-faint">Items</dt>
        <dd className="figure">{formatCount(items)}</dd>
      </div>
      <div>
        <dt className="text-small text-faint">Time</dt>
        <dd>
          <Figure
            value={items > 0 ? ms : null}
            format={formatDuration}
            estimate="A guess of some seconds per item; the models decide"
            reason="Nothing is on the grid."
          />
        </dd>
      </div>
      <div>
        <dt className="text-small text-faint">Cost</dt>
        <dd>
          <Figure
            value={items === 0 ? null : demoOnly ? 0 : usd}
            format={formatUsd}
            estimate={demoOnly ? false : 'A guess of 200 tokens in and 300 out per item, at list prices'}
            reason={
              items === 0 ? 'Nothing is on the grid.' : 'The price of a model on the grid is not known.'
            }
          />
        </dd>
      </div>
    </dl>
  )
}

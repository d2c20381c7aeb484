import { Figure } from '@/components/measures/figure'
import { formatCount, formatDuration, formatUsd } from '@/lib/format'
import type { Entry, Grid, Track } from '../lib/grid'
import { estimateTime, type Pace } from '../lib/pace'

interface Props {
  items: number
  entries: Entry[]
  suite: Track | undefined
  grid: Pick<Grid, 'mode' | 'repetitions' | 'warmups' | 'maxSeconds'>
  pace: Pace
  usd: number | null
}

/** What it will take, roughly; every guess says that it is one. */
export function Estimate({ items, entries, suite, grid, pace, usd }: Props) {
  const { ms, known } = estimateTime(entries, suite?.cases ?? 0, grid, pace)
  const warmups = grid.warmups * entries.length
  const source =
    known === entries.length
      ? 'From earlier races of these cars.'
      : known > 0
        ? `From earlier races of ${known} of ${entries.length} cars; the others are guessed.`
        : 'A guess: these cars have not raced yet.'
  const demoOnly = entries.length > 0 && entries.every((entry) => entry.demo)
  return (
    <div className="border-y py-3">
      <dl className="grid grid-cols-3 gap-3">
        <div>
          <dt className="text-small text-faint">Items</dt>
          <dd className="figure">
            {formatCount(items)}
            {items > 0 && warmups > 0 && (
              <span className="block text-small text-faint">and {formatCount(warmups)} to warm up</span>
            )}
          </dd>
        </div>
        <div>
          <dt className="text-small text-faint">Time</dt>
          <dd>
            <Figure
              value={items > 0 ? ms : null}
              format={formatDuration}
              estimate={source}
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
      {items > 0 && <p className="mt-2 text-small text-faint">Time: {source}</p>}
    </div>
  )
}

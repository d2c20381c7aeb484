import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { formatDuration, formatRate } from '@/lib/format'
import type { LaneModel } from '../../lib/lane-model'

export const factNames = ['Done', 'Passed', 'Speed', 'Reaction', 'On track', 'Gap'] as const

const notes: Record<(typeof factNames)[number], string> = {
  Done: 'Items finished, of all',
  Passed: 'Items of which every check held',
  Speed: 'Output tokens per second at this moment, guessed from the text',
  Reaction: 'Time to the first token of the newest item',
  'On track': 'Latencies of its items, summed: the time it waited for others does not count',
  Gap: 'Behind the fastest, at the last item this car has finished',
}

interface Props {
  lane: LaneModel
  /** Changes when the lane does: it is mutable. */
  version: number
  /** Checks have spoken of some item of the race. */
  checked: boolean
  /** Null: it does not race at this moment. */
  speed: number | null
  gapMs: number | null
}

/** The tower of times beside the lanes; below a lane where there is no room beside it. */
export function LaneFacts({ lane, checked, speed, gapMs }: Props) {
  const none = 'No item is done yet.'
  const values: Record<(typeof factNames)[number], ReactNode> = {
    Done: `${lane.done} of ${lane.total}`,
    Passed: (
      <Figure
        value={lane.done > 0 && checked ? lane.passed : null}
        format={String}
        reason={lane.done > 0 ? 'Nothing was checked.' : none}
      />
    ),
    Speed: (
      <Figure
        value={speed !== null && speed > 0 ? speed : null}
        format={(value) => `${formatRate(value)} tok/s`}
        reason="Nothing arrives at this moment."
      />
    ),
    Reaction: <Figure value={lane.lastTtftMs} format={formatDuration} reason="No first token yet." />,
    'On track': <Figure value={lane.done > 0 ? lane.timeMs : null} format={formatDuration} reason={none} />,
    Gap: (
      <Figure
        value={gapMs}
        format={(value) => (value === 0 ? 'leads' : `+${formatDuration(value)}`)}
        reason={none}
      />
    ),
  }
  return (
    <dl className="race-facts">
      {factNames.map((name) => (
        <div key={name} className="min-w-0">
          <dt title={notes[name]}>{name}</dt>
          <dd className="figure truncate">{values[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Above the lanes, where the facts stand beside them. */
export function FactHeads() {
  return (
    <span aria-hidden className="race-facts text-small text-faint">
      {factNames.map((name) => (
        <span key={name} title={notes[name]}>
          {name}
        </span>
      ))}
    </span>
  )
}

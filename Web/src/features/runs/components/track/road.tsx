import { CarGlyph } from '@/components/racing/car-glyph'
import { cx } from '@/lib/class-names'
import type { LaneModel, LaneStanding } from '../../lib/lane-model'

interface Props {
  lane: LaneModel
  /** Changes when the lane does: it is mutable. */
  version: number
  colour: string
  name: string
  standing: LaneStanding
  /** Shown on the board at the line once it has finished. */
  place: number | null
  progress: number
  smoking: boolean
  fast: boolean
}

/** Beyond this the lines between items would be all there is to see. */
const mostLines = 40

/**
 * A lane of the track, from the start to the line. The lanes' frame sets --at, the car's place; React only says what it looks like.
 * Behind the car stands how its items went: up for passed, down for not.
 */
export function Road({ lane, version, colour, name, standing, place, progress, smoking, fast }: Props) {
  const tag = standing === 'pit' ? 'pit' : smoking ? 'retry' : lane.thinking ? 'thinking' : null
  return (
    <div
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuenow={Math.round(progress * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      data-car={lane.carId}
      className="race-road asphalt"
      style={{ '--lane-colour': colour, '--items': lane.total } as React.CSSProperties}
    >
      {lane.total > 1 && lane.total <= mostLines && <span aria-hidden className="race-items" />}
      <span aria-hidden className="race-start" />
      <span aria-hidden className="race-finish" />
      <span aria-hidden className="race-trail" />
      <Outcomes lane={lane} version={version} />
      <span aria-hidden className="race-lead" />
      <span aria-hidden className={cx('race-car', standing === 'pit' && 'race-car-pit')}>
        {tag && (
          <span className={cx('race-tag', progress < 0.7 && 'race-tag-ahead', tag === 'retry' && 'text-bad')}>
            {tag}
          </span>
        )}
        <CarGlyph colour={colour} smoking={smoking} fast={fast} out={standing === 'out'} />
      </span>
      {standing === 'finished' && place !== null && (
        <span aria-hidden className="race-place figure">
          P{place}
        </span>
      )}
    </div>
  )
}

const mostStretches = 60

function Outcomes({ lane }: { lane: LaneModel; version: number }) {
  const { passed, of } = lane.stretches(mostStretches)
  if (passed.length === 0) return null
  const bar = (index: number, height: number) => `M${index + 0.1} 0v${height}h0.8V0z`
  const up = passed.map((share, i) => (share ? bar(i, -share) : '')).join('')
  const down = passed.map((share, i) => (share !== null && share < 1 ? bar(i, 1 - share) : '')).join('')
  return (
    <svg aria-hidden viewBox={`0 -1 ${of} 2`} preserveAspectRatio="none" className="race-outcomes">
      <path d={up} fill="var(--good)" />
      <path d={down} fill="var(--bad)" />
    </svg>
  )
}

import { CarGlyph } from '@/components/racing/car-glyph'
import { cx } from '@/lib/class-names'
import { formatDuration } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import { ranAll, type Placed } from '../../lib/standings'

interface Props {
  placed: Placed[]
  names: Map<number, string>
  keys: Map<number, string>
}

const mostCars = 8
/** Nearer to the line than this no car is drawn behind the fastest: a hundredth of its time is a dead heat to the eye. */
const leastShare = 0.01

/** The moment the fastest crosses the line: the others where their times put them behind it, all on one scale. */
export function PhotoFinish({ placed, names, keys }: Props) {
  const finishers = placed.filter(({ lane, place }) => place !== null && ranAll(lane)).slice(0, mostCars)
  if (finishers.length < 2) return null
  const times = finishers.map(({ lane }) => lane.timeMs)
  const fastest = Math.min(...times)
  const spread = Math.max(Math.max(...times) - fastest, fastest * leastShare, 1)
  const sorted = [...finishers].sort((a, b) => a.lane.timeMs - b.lane.timeMs)
  const label = sorted.map(({ lane }) => `${names.get(lane.carId)} ${formatDuration(lane.timeMs)}`).join(', ')
  return (
    <figure>
      <div role="img" aria-label={`Photo finish: ${label}`} className="photo-finish asphalt">
        <span className="photo-line" />
        {sorted.map(({ lane }) => {
          const behindMs = lane.timeMs - fastest
          return (
            <span
              key={lane.carId}
              className="photo-row"
              style={{ '--behind': behindMs / spread } as React.CSSProperties}
            >
              <span className="photo-car">
                <CarGlyph colour={modelColour(keys.get(lane.carId) ?? '')} />
                <span className={cx('photo-label', behindMs / spread < 0.5 && 'photo-label-behind')}>
                  <span className="min-w-0 truncate">{names.get(lane.carId)}</span>
                  <span className="figure">
                    {behindMs === 0 ? formatDuration(lane.timeMs) : `+${formatDuration(behindMs)}`}
                  </span>
                </span>
              </span>
            </span>
          )
        })}
      </div>
      <figcaption className="mt-1 text-small text-faint">
        Photo finish: where the others are, by time on track, when the fastest crosses the line
      </figcaption>
    </figure>
  )
}

import { formatDuration } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { Placed } from '../../lib/standings'

interface Props {
  placed: Placed[]
  names: Map<number, string>
  keys: Map<number, string>
}

const rowHeight = 16

/** The moment at the line: each car's nose at its time on track, on one axis from the fastest to the slowest. */
export function PhotoFinish({ placed, names, keys }: Props) {
  const finishers = placed.filter(({ place }) => place !== null).slice(0, 12)
  if (finishers.length < 2) return null
  const times = finishers.map(({ lane }) => lane.timeMs)
  const fastest = Math.min(...times)
  const spread = Math.max(Math.max(...times) - fastest, 1)
  // Right is the line: the fastest has just crossed it, the others are still behind.
  const x = (timeMs: number) => 96 - ((timeMs - fastest) / spread) * 78
  const height = finishers.length * rowHeight + 4
  const sorted = [...finishers].sort((a, b) => a.lane.timeMs - b.lane.timeMs)
  const label = sorted.map(({ lane }) => `${names.get(lane.carId)} ${formatDuration(lane.timeMs)}`).join(', ')
  return (
    <figure>
      <div className="relative overflow-hidden rounded-md border bg-sunken" style={{ height }}>
        <svg
          role="img"
          aria-label={`Photo finish: ${label}`}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
        >
          <path
            d={`M96 0V${height}`}
            stroke="var(--ink)"
            strokeWidth="2"
            strokeDasharray="4 4"
            vectorEffect="non-scaling-stroke"
          />
          {finishers.map(({ lane }, index) => {
            const y = index * rowHeight + 10
            return (
              <path
                key={lane.carId}
                d={`M${Math.max(0, x(lane.timeMs) - 12)} ${y}H${x(lane.timeMs)}`}
                stroke={modelColour(keys.get(lane.carId) ?? '')}
                strokeWidth="9"
                vectorEffect="non-scaling-stroke"
              />
            )
          })}
        </svg>
      </div>
      <figcaption className="mt-1 flex justify-between gap-3 text-small text-faint">
        <span className="figure whitespace-nowrap">+{formatDuration(spread)}</span>
        <span>Photo finish: time on track behind the fastest</span>
        <span className="figure">0</span>
      </figcaption>
    </figure>
  )
}

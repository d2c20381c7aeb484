import { formatDuration } from '@/lib/format'
import { arrivalBins, type Arrivals } from './arrivals'

const height = 20

interface Props {
  arrivals: Arrivals
  colour: string
  /** Changes when the arrivals do: they are mutable. */
  version?: number
}

/** When tokens came, left to right: the gap before the first, pauses, bursts. Reasoning is drawn fainter than the answer. */
export function ArrivalStrip({ arrivals, colour }: Props) {
  const first = arrivals.firstMs
  const text =
    first === null
      ? 'No token has arrived yet'
      : `${arrivals.count} token events, the first after ${formatDuration(first)}, the last after ${formatDuration(arrivals.lastMs)}`
  const wait = first === null ? 0 : (first / arrivals.spanMs) * arrivalBins
  return (
    <svg
      role="img"
      aria-label={text}
      viewBox={`0 0 ${arrivalBins} ${height}`}
      preserveAspectRatio="none"
      className="block h-5 w-full"
    >
      <title>{text}</title>
      <path d={`M0 ${height - 0.5}H${arrivalBins}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      {wait > 0 && (
        <path
          d={`M0 ${height / 2}H${wait}`}
          stroke="var(--line-strong)"
          strokeDasharray="2 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path d={arrivals.path('reasoning', height)} stroke={colour} strokeWidth="0.75" opacity="0.45" />
      <path d={arrivals.path('answer', height)} stroke={colour} strokeWidth="0.75" />
    </svg>
  )
}

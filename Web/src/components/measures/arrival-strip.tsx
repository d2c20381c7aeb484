import { formatDuration } from '@/lib/format'
import { arrivalBins, type Arrivals } from './arrivals'

const height = 20

interface Props {
  arrivals: Arrivals
  colour: string
  /** Where the time axis ends; strips side by side share one, so that their lengths compare. */
  axisMs?: number
  /** What came. */
  what?: string
  /** Changes when the arrivals do: they are mutable. */
  version?: number
}

/** When tokens came, left to right: the gap before the first, pauses, bursts. Reasoning is drawn fainter than the answer. */
export function ArrivalStrip({ arrivals, colour, axisMs, what = 'token events' }: Props) {
  const first = arrivals.firstMs
  const end = axisMs ?? Math.max(arrivals.lastMs, 1)
  const width = (end / arrivals.spanMs) * arrivalBins
  const wait = first === null ? 0 : (first / arrivals.spanMs) * arrivalBins
  const text =
    first === null
      ? 'No token has arrived yet'
      : `${arrivals.count} ${what}, the first after ${formatDuration(first)}, the last after ${formatDuration(arrivals.lastMs)}`
  return (
    <div className="flex items-end gap-2">
      <svg
        role="img"
        aria-label={text}
        viewBox={`0 0 ${width.toFixed(2)} ${height}`}
        preserveAspectRatio="none"
        className="block h-5 min-w-0 grow"
      >
        <title>{text}</title>
        <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
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
      <span aria-hidden className="figure w-11 shrink-0 text-right text-small text-faint">
        {formatDuration(end)}
      </span>
    </div>
  )
}

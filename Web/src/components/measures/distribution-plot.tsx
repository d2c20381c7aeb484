export interface Shape {
  n: number
  min: number
  p50: number
  p90: number
  p95: number
  max: number
  /** Counts in equal steps from min to max. */
  histogram: number[]
}

interface Props {
  shape: Shape
  colour: string
  /** The ends of the axis that all plots of a measure share. */
  from: number
  to: number
  label: string
}

const height = 28

/** Where the values lie: a silhouette, the whole range as a line, and p50, p90 and p95 as marks. */
export function DistributionPlot({ shape, colour, from, to, label }: Props) {
  const width = Math.max(to - from, 1e-9)
  const x = (value: number) => (((value - from) / width) * 100).toFixed(2)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      className="block h-7 w-full overflow-visible"
    >
      <title>{label}</title>
      <path d={`M0 ${height - 4}H100`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <path d={silhouette(shape, x)} fill={colour} opacity="0.28" />
      <path
        d={`M${x(shape.min)} ${height - 4}H${x(shape.max)}`}
        stroke={colour}
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${x(shape.p50)} 2V${height - 1}`}
        stroke={colour}
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${x(shape.p90)} ${height - 11}V${height - 1}M${x(shape.p95)} ${height - 11}V${height - 1}`}
        stroke={colour}
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function silhouette({ min, max, histogram }: Shape, x: (value: number) => string): string {
  const base = height - 4
  const most = Math.max(1, ...histogram)
  if (histogram.length < 2) return ''
  const step = (max - min) / histogram.length
  const points = histogram.map(
    (count, i) => `L${x(min + (i + 0.5) * step)} ${(base - (count / most) * (base - 3)).toFixed(1)}`,
  )
  return `M${x(min)} ${base}${points.join('')}L${x(max)} ${base}Z`
}

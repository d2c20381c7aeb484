import { cx } from '@/lib/class-names'

interface Props {
  difference: number
  low: number | null
  high: number | null
  /** Half the width of the axis, which has zero in its middle. */
  reach: number
  tone: 'good' | 'bad' | 'plain'
  label: string
}

const colours = { good: 'text-good', bad: 'text-bad', plain: 'text-muted' }

/** A difference with its interval around zero: what does not cross the middle line is a finding. */
export function IntervalBar({ difference, low, high, reach, tone, label }: Props) {
  const x = (value: number) => Math.max(0, Math.min(100, 50 + (value / Math.max(reach, 1e-12)) * 46))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      className={cx('block h-4 w-full min-w-24', colours[tone])}
    >
      <title>{label}</title>
      <path d="M0 8H100" stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <path d="M50 0V16" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
      {low !== null && high !== null && (
        <path
          d={`M${x(low)} 8H${x(high)}M${x(low)} 4V12M${x(high)} 4V12`}
          stroke="currentColor"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={`M${x(difference)} 4V12`}
        stroke="currentColor"
        strokeWidth="5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

import { useRef, useState } from 'react'
import { roundUp, ticks } from '@/lib/ticks'
import { useSize } from '@/lib/use-size'
import { cx } from '@/lib/class-names'

export interface Series {
  key: string
  label: string
  colour: string
  /** Ascending in x; a null breaks the line. */
  points: { x: number; y: number | null }[]
  look?: 'line' | 'faint' | 'dashed'
  /** A mark at every point: for few points, measured each for itself. */
  dots?: boolean
}

interface Props {
  title: string
  /** What the vertical axis counts. */
  unit: string
  series: Series[]
  format: (value: number) => string
  formatX: (value: number) => string
  xTitle: string
  /** Upright lines: something began here. */
  marks?: { x: number; label: string }[]
  /** A level line: a limit that was set. */
  limit?: { y: number; label: string } | null
  xTicks?: number[]
  minX?: number
  maxX?: number
  /** Said in place of a line when there is none. */
  empty: string
  className?: string
}

const height = 168
const left = 52
const right = 12
const top = 10
const bottom = 24

/** Lines over an axis that begins at zero: no line looks steeper than it is. */
export function LineChart({
  title,
  unit,
  series,
  format,
  formatX,
  xTitle,
  marks = [],
  limit = null,
  xTicks,
  minX = 0,
  maxX,
  empty,
  className,
}: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const [at, setAt] = useState<number | null>(null)
  const points = series.flatMap((each) => each.points)
  const values = points.flatMap(({ y }) => (y === null ? [] : [y]))
  const endX = Math.max(maxX ?? 0, ...points.map(({ x }) => x), minX + 1e-9)
  const endY = roundUp(Math.max(0, ...values, limit && limit.y < 4 * Math.max(0, ...values) ? limit.y : 0))
  const x = (value: number) => left + ((value - minX) / (endX - minX)) * (width - left - right)
  const y = (value: number) => top + (1 - Math.min(value, endY) / endY) * (height - top - bottom)
  const nearest = at === null ? null : nearestX(points, at)
  return (
    <figure className={cx('flex min-w-0 flex-col gap-1', className)}>
      <figcaption className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{title}</span>
        <span className="text-small text-faint">{unit}</span>
        {nearest !== null && (
          <span aria-hidden className="figure ml-auto truncate text-small text-muted">
            {formatX(nearest)} · {readings(series, nearest, format)}
          </span>
        )}
      </figcaption>
      <div ref={box} className="relative h-[168px]">
        {width > 0 && (
          <svg
            role="img"
            aria-label={`${title}: ${summary(series, format) || empty}`}
            width={width}
            height={height}
            className="absolute inset-0 overflow-visible"
            onPointerMove={(event) => {
              const { left: origin } = event.currentTarget.getBoundingClientRect()
              const share = (event.clientX - origin - left) / (width - left - right)
              setAt(share < 0 || share > 1 ? null : minX + share * (endX - minX))
            }}
            onPointerLeave={() => setAt(null)}
          >
            {ticks(0, endY, 3).map((tick) => (
              <g key={tick}>
                <path d={`M${left} ${y(tick)}H${width - right}`} stroke="var(--line)" />
                <text
                  x={left - 6}
                  y={y(tick) + 4}
                  textAnchor="end"
                  className="figure text-small"
                  fill="var(--faint)"
                >
                  {format(tick).replace(/\.0$/, '')}
                </text>
              </g>
            ))}
            {(xTicks ?? ticks(minX, endX, Math.max(2, Math.floor(width / 140)))).map((tick) => (
              <text
                key={tick}
                x={x(tick)}
                y={height - 6}
                textAnchor={x(tick) > width - 30 ? 'end' : x(tick) < left + 12 ? 'start' : 'middle'}
                className="figure text-small"
                fill="var(--faint)"
              >
                {formatX(tick)}
              </text>
            ))}
            {marks.map((mark) => (
              <path
                key={mark.label}
                d={`M${x(mark.x)} ${top}V${height - bottom}`}
                stroke="var(--line-strong)"
                strokeDasharray="2 3"
              >
                <title>{mark.label}</title>
              </path>
            ))}
            {limit && limit.y <= endY && (
              <path
                d={`M${left} ${y(limit.y)}H${width - right}`}
                stroke="var(--signal-text)"
                strokeDasharray="5 3"
              >
                <title>{limit.label}</title>
              </path>
            )}
            {series.map((each) => (
              <g
                key={each.key}
                stroke={each.colour}
                fill="none"
                strokeWidth={each.look === 'line' || !each.look ? 2 : 1.25}
                strokeLinejoin="round"
                strokeDasharray={each.look === 'dashed' ? '4 4' : undefined}
                opacity={each.look === 'faint' ? 0.55 : 1}
              >
                <path d={pathOf(each, x, y)} />
                {each.dots &&
                  each.points.map(
                    (point) =>
                      point.y !== null && (
                        <circle
                          key={point.x}
                          cx={x(point.x)}
                          cy={y(point.y)}
                          r="3.5"
                          fill={each.colour}
                          stroke="none"
                        />
                      ),
                  )}
                {!each.dots &&
                  lonely(each).map((point) => (
                    <circle
                      key={point.x}
                      cx={x(point.x)}
                      cy={y(point.y!)}
                      r="1.5"
                      fill={each.colour}
                      stroke="none"
                    />
                  ))}
              </g>
            ))}
            {nearest !== null && (
              <path d={`M${x(nearest)} ${top}V${height - bottom}`} stroke="var(--muted)" />
            )}
          </svg>
        )}
        {values.length === 0 && (
          <p className="absolute inset-0 grid place-items-center px-14 text-center text-small text-faint">
            {empty}
          </p>
        )}
      </div>
      <p aria-hidden className="text-right text-small text-faint">
        {xTitle}
      </p>
    </figure>
  )
}

function pathOf({ points }: Series, x: (value: number) => number, y: (value: number) => number): string {
  let path = ''
  let pen = 'M'
  for (const point of points) {
    if (point.y === null) pen = 'M'
    else {
      path += `${pen}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`
      pen = 'L'
    }
  }
  return path
}

/** Points without a neighbour: a line through one of them would not be seen. */
const lonely = ({ points }: Series) =>
  points.filter(
    (point, i) =>
      point.y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null,
  )

function nearestX(points: { x: number }[], at: number): number | null {
  let best: number | null = null
  for (const { x } of points) if (best === null || Math.abs(x - at) < Math.abs(best - at)) best = x
  return best
}

const readings = (series: Series[], at: number, format: (value: number) => string) =>
  series
    .flatMap(({ label, points }) => {
      const y = points.find((point) => point.x === at)?.y
      return y === null || y === undefined ? [] : [`${label} ${format(y)}`]
    })
    .join(' · ')

/** For those who do not see it: where each line ended and how high it was. */
const summary = (series: Series[], format: (value: number) => string) =>
  series
    .flatMap(({ label, points }) => {
      const values = points.flatMap(({ y }) => (y === null ? [] : [y]))
      return values.length === 0
        ? []
        : [`${label} last ${format(values.at(-1)!)}, highest ${format(Math.max(...values))}`]
    })
    .join('; ')

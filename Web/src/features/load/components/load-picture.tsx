import { roundUp } from '@/lib/ticks'
import { profile, type Draft } from '../lib/draft'

/** The plan as a picture: how much is asked, over its time. */
export function LoadPicture({ draft }: { draft: Draft }) {
  const points = profile(draft)
  if (points.length === 0) return null
  const top = roundUp(Math.max(...points.map(({ y }) => y)))
  const line = points
    .map(({ x, y }) => `${(x * 100).toFixed(2)} ${(38 - (y / top) * 34).toFixed(2)}`)
    .join('L')
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 40"
      preserveAspectRatio="none"
      className="block h-16 w-full text-signal-text"
    >
      <path d={`M0 38L${line}L100 38Z`} fill="currentColor" opacity="0.15" />
      <path
        d={`M${line}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
      <path d="M0 38.5H100" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

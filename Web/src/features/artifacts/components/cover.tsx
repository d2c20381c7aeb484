import { useState } from 'react'
import { modelColour } from '@/lib/model-colour'
import type { Artifact } from '../api/types'

/** The server's picture of the page; without one, a drawn cover. Never the page itself: a wall of live pages is a wall of strangers' scripts. */
export function Cover({ artifact }: { artifact: Artifact }) {
  const [missing, setMissing] = useState(false)
  if (missing || artifact.thumbnailUrl === null) return <DrawnCover artifact={artifact} />
  return (
    <img
      src={artifact.thumbnailUrl}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setMissing(true)}
      className="h-full w-full bg-sunken object-cover object-top"
    />
  )
}

/** A page's skeleton in the model's colour, its proportions taken from the page's hash so that no two look alike. */
function DrawnCover({ artifact }: { artifact: Artifact }) {
  const seed = artifact.sha256 ?? artifact.id
  const part = (index: number, from: number, to: number) =>
    from + (seed.charCodeAt(index % seed.length) % 16) * ((to - from) / 15)
  const colour = modelColour(artifact.modelId)
  const columns = 2 + (seed.charCodeAt(1) % 3)
  const width = (288 - (columns - 1) * 10) / columns
  return (
    <svg
      aria-hidden
      viewBox="0 0 320 200"
      preserveAspectRatio="xMidYMin slice"
      className="h-full w-full bg-sunken"
    >
      <rect x="16" y="40" width={part(2, 90, 200)} height="12" rx="2" fill="var(--ink)" opacity="0.6" />
      <rect x="16" y="60" width={part(3, 120, 250)} height="5" rx="2" fill="var(--faint)" opacity="0.7" />
      <rect x="16" y="70" width={part(4, 80, 210)} height="5" rx="2" fill="var(--faint)" opacity="0.7" />
      <rect x="16" y="86" width={part(5, 44, 72)} height="14" rx="3" fill={colour} />
      {Array.from({ length: columns }, (_, index) => (
        <g key={index} transform={`translate(${16 + index * (width + 10)} 118)`}>
          <rect width={width} height="110" rx="3" fill="var(--surface)" stroke="var(--line)" />
          <rect x="8" y="10" width={width * 0.5} height="5" rx="2" fill={colour} opacity="0.8" />
          <rect x="8" y="22" width={width - 16} height="4" rx="2" fill="var(--line-strong)" opacity="0.5" />
          <rect
            x="8"
            y="31"
            width={(width - 16) * part(6 + index, 0.4, 0.9)}
            height="4"
            rx="2"
            fill="var(--line-strong)"
            opacity="0.5"
          />
        </g>
      ))}
    </svg>
  )
}

interface Props {
  colour: string
  smoking?: boolean
  /** At speed: streaks behind it. */
  fast?: boolean
  /** It finished nothing, or not all. */
  out?: boolean
}

export const carWidth = 64

/** A racing car from above, nose to the right, to be set on asphalt; smoke behind it after a retry. */
export function CarGlyph({ colour, smoking = false, fast = false, out = false }: Props) {
  return (
    <svg width={carWidth} height="28" viewBox="0 0 64 28" fill="none" className="overflow-visible">
      {fast && (
        <g className="race-streaks" stroke={colour} strokeWidth="1.5" strokeLinecap="round">
          <path d="M-6 8h-18M-4 14h-26M-6 20h-14" />
        </g>
      )}
      {smoking && (
        <g className="race-smoke" fill="var(--faint)">
          <circle cx="-6" cy="13" r="7" opacity="0.8" />
          <circle cx="-17" cy="17" r="6" opacity="0.55" />
          <circle cx="-16" cy="8" r="5" opacity="0.5" />
          <circle cx="-28" cy="13" r="5" opacity="0.3" />
        </g>
      )}
      <g opacity={out ? 0.4 : 1}>
        <path d="M14 4v20M50 5.5v17" stroke="var(--line-strong)" strokeWidth="1.5" />
        <g fill="var(--tyre)" stroke="var(--line-strong)" strokeWidth="0.75">
          <rect x="8.5" y="0.5" width="11" height="6.5" rx="1.5" />
          <rect x="8.5" y="21" width="11" height="6.5" rx="1.5" />
          <rect x="45.5" y="2" width="9" height="5.5" rx="1.5" />
          <rect x="45.5" y="20.5" width="9" height="5.5" rx="1.5" />
        </g>
        <path d="M5 11.5h11l6-4.5h14l5 4 20 1.8a1.2 1.2 0 0 1 0 2.4L41 17l-5 4H22l-6-4.5H5z" fill={colour} />
        <rect x="1" y="4.5" width="5" height="19" rx="1" fill={colour} />
        <rect x="58.5" y="5" width="4" height="18" rx="1" fill={colour} />
        <path d="M20 14h8" stroke="var(--asphalt)" strokeWidth="1.5" opacity="0.55" />
        <ellipse cx="35.5" cy="14" rx="5" ry="3.2" fill="var(--asphalt)" />
        <circle cx="34.5" cy="14" r="2.2" fill="var(--ink)" />
      </g>
    </svg>
  )
}

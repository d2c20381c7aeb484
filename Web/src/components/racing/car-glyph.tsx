import type { LaneStanding } from '../../lib/lane-model'

interface Props {
  colour: string
  smoking: boolean
  fast: boolean
  standing: LaneStanding
}

/** A racing car from above, nose to the right; smoke behind it after a retry, streaks when it is at speed. */
export function CarGlyph({ colour, smoking, fast, standing }: Props) {
  return (
    <svg width="56" height="24" viewBox="0 0 56 24" fill="none">
      {fast && (
        <g className="race-streaks" stroke={colour} strokeWidth="1.5" opacity="0.6">
          <path d="M0 7h10M3 12h9M1 17h10" />
        </g>
      )}
      {smoking && (
        <g className="race-smoke" fill="var(--line-strong)">
          <circle cx="10" cy="10" r="5" opacity="0.7" />
          <circle cx="4" cy="15" r="4" opacity="0.5" />
          <circle cx="3" cy="7" r="3" opacity="0.4" />
        </g>
      )}
      <g opacity={standing === 'out' ? 0.4 : 1}>
        <path d="M20 3h7v4h-7zM20 17h7v4h-7zM41 4h6v4h-6zM41 16h6v4h-6z" fill="var(--ink)" />
        <path d="M15 5h4v14h-4z" fill={colour} />
        <path d="M19 8h12l6 1.6 16 1.4v2l-16 1.4-6 1.6H19z" fill={colour} />
        <path d="M50 5h3v14h-3z" fill={colour} />
        <circle cx="31" cy="12" r="2.6" fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.2" />
      </g>
    </svg>
  )
}

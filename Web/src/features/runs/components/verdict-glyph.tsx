import { cx } from '@/lib/class-names'
import { verdictLabels, type Verdict } from '../lib/status'

const looks: Record<Verdict, string> = {
  pass: 'text-good',
  partial: 'text-signal-text',
  fail: 'text-bad',
  error: 'text-bad',
  done: 'text-muted',
  running: 'text-signal-text',
  pending: 'text-faint',
  cancelled: 'text-faint',
}

/** A shape of its own for each outcome, so that colour is never all there is. */
export function VerdictGlyph({ verdict, labelled = false }: { verdict: Verdict; labelled?: boolean }) {
  return (
    <svg
      viewBox="0 0 14 14"
      className={cx('size-3.5 shrink-0', looks[verdict], verdict === 'running' && 'live-dot')}
      {...(labelled ? { role: 'img', 'aria-label': verdictLabels[verdict] } : { 'aria-hidden': true })}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
    >
      {shape(verdict)}
    </svg>
  )
}

function shape(verdict: Verdict) {
  switch (verdict) {
    case 'pass':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
          <path d="M4.2 7.2l2 2 3.6-4" stroke="var(--surface)" />
        </>
      )
    case 'partial':
      return (
        <>
          <circle cx="7" cy="7" r="5.2" />
          <path d="M7 1.8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" stroke="none" />
        </>
      )
    case 'fail':
      return <path d="M3 3l8 8M11 3l-8 8" strokeWidth="2.25" />
    case 'error':
      return (
        <>
          <path d="M7 1.5l5.8 10.5H1.2z" strokeLinejoin="round" />
          <path d="M7 5.5v3M7 9.8v.8" />
        </>
      )
    case 'done':
      return <circle cx="7" cy="7" r="3.2" fill="currentColor" stroke="none" />
    case 'running':
      return <circle cx="7" cy="7" r="5" fill="currentColor" stroke="none" />
    case 'pending':
      return <circle cx="7" cy="7" r="4" strokeDasharray="2 2" strokeWidth="1.25" />
    case 'cancelled':
      return <path d="M3 7h8" />
  }
}

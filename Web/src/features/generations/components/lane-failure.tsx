import type { LaneState } from '../lib/lane-state'

/** What happened, why, and what to do, above whatever text arrived. */
export function LaneFailure({ state }: { state: LaneState }) {
  const { error } = state
  if (!error) return null
  const calm = state.status === 'cancelled'
  return (
    <div
      role="alert"
      className={calm ? 'border-b px-3 py-2' : 'border-b border-bad/30 bg-bad-wash px-3 py-2'}
    >
      <p className="font-medium break-words">{error.message}</p>
      {error.hint && <p className="text-muted">{error.hint}</p>}
      {(error.status || error.code) && (
        <p className="figure text-small text-faint">
          {[error.status, error.code].filter(Boolean).join(' · ')}
        </p>
      )}
    </div>
  )
}

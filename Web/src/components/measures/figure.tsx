import type { ReactNode } from 'react'

/** A value nobody knows: an en dash, and the reason for whoever asks. */
export function Unknown({ reason }: { reason: string }) {
  return (
    <span title={reason} className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">unknown: {reason}</span>
    </span>
  )
}

/** A value, or the reason why there is none. An estimate says so. */
export function Figure<T>({
  value,
  format,
  reason,
  estimate,
  plain = false,
}: {
  value: T | null | undefined
  format: (value: T) => ReactNode
  reason: string
  estimate?: string | false
  /** For words rather than numbers. */
  plain?: boolean
}) {
  if (value === null || value === undefined) return <Unknown reason={reason} />
  return (
    <span className={plain ? undefined : 'figure'} title={estimate || undefined}>
      {estimate && (
        <>
          <span aria-hidden>≈ </span>
          <span className="sr-only">about </span>
        </>
      )}
      {format(value)}
    </span>
  )
}

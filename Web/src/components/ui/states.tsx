import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '@/lib/class-names'
import { ApiError } from '@/lib/http'
import { Button } from './button'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('rounded-md bg-line/60', className)} />
}

export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  )
}

interface EmptyProps {
  picture?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}

export function Empty({ picture, title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center">
      {picture && <div className="mb-2 text-faint">{picture}</div>}
      <h2 className="text-title">{title}</h2>
      {children && <div className="text-muted text-pretty">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

/** What happened, why, and what to do. */
export function Failure({
  error,
  onRetry,
  className,
}: {
  error: unknown
  onRetry?: () => void
  className?: string
}) {
  const known = error instanceof ApiError ? error : null
  return (
    <div
      role="alert"
      className={cx(
        'flex items-start gap-3 rounded-lg border border-bad/40 bg-bad-wash px-4 py-3',
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p className="font-medium break-words text-ink">
          {known?.message ?? 'Something on this page broke.'}
        </p>
        {known?.hint && <p className="text-muted">{known.hint}</p>}
        {known && known.status > 0 && (
          <p className="figure mt-1 text-small text-faint">
            {known.status}
            {known.code && ` · ${known.code}`}
          </p>
        )}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

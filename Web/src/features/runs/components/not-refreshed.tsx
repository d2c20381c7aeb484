import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

interface Props {
  error: unknown
  onRetry: () => void
  action?: string
  children?: ReactNode
}

/** What is shown stays, though it is not the newest: said beside it, not in its place. */
export function NotRefreshed({
  error,
  onRetry,
  action = 'Try again',
  children = 'This could not be read anew.',
}: Props) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-bad">
      <p className="min-w-0 break-words">
        {children} {error instanceof Error && error.message}
      </p>
      <Button size="small" onClick={onRetry}>
        {action}
      </Button>
    </div>
  )
}

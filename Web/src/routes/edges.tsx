import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { Mark } from '@/components/mark'
import { Button } from '@/components/ui/button'
import { Empty, Failure } from '@/components/ui/states'

export function NotFound() {
  return (
    <Empty
      picture={<Mark size={56} />}
      title="No such page"
      action={
        <Button asChild>
          <Link to="/">To the Studio</Link>
        </Button>
      }
    >
      The address leads nowhere. It may have been mistyped, or what it showed was removed.
    </Empty>
  )
}

export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <div className="mx-auto max-w-2xl p-4">
      <Failure error={error} onRetry={reset} />
    </div>
  )
}

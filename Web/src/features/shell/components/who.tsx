import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Button } from '@/components/ui/button'
import { meQuery } from '../api/me'

export function Who() {
  const { data } = useQuery(meQuery)
  const name = data?.user?.name ?? 'Not signed in'
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button look="ghost" size="icon" aria-label={`You: ${name}`} title={name}>
          <span
            aria-hidden
            className="grid size-6 place-items-center rounded-full bg-ink text-small font-semibold text-bg"
          >
            {(data?.user?.name ?? '?').slice(0, 1).toUpperCase()}
          </span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-60 p-3">
        <p className="truncate font-medium">{name}</p>
        <p className="text-muted">
          {data?.user ? `Role: ${data.user.role}` : 'The server did not say who you are.'}
          {data?.signInMode && (
            <span className="block text-small text-faint">Sign-in: {data.signInMode}</span>
          )}
        </p>
        <PopoverClose asChild>
          <Link to="/settings" className="mt-2 inline-block text-signal-text underline underline-offset-4">
            Tokens and settings
          </Link>
        </PopoverClose>
      </PopoverContent>
    </Popover>
  )
}

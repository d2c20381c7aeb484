import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from '@/lib/class-names'

export const inputLook =
  'w-full rounded-md border border-line-strong/60 bg-surface px-2.5 text-ink transition-colors duration-150 hover:border-line-strong disabled:opacity-50 aria-invalid:border-bad'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input className={cx(inputLook, 'h-8', className)} autoComplete="off" spellCheck={false} {...props} />
  )
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cx(inputLook, 'min-h-24 resize-y py-2', className)} {...props} />
}

interface FieldProps {
  label: ReactNode
  /** Said under the control; an error takes its place. */
  hint?: ReactNode
  error?: string | null
  aside?: ReactNode
  className?: string
  children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
}

export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-small text-faint">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={cx('text-small', error ? 'text-bad' : 'text-faint')}>
          {note}
        </p>
      )}
    </div>
  )
}

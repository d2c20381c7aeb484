import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '@/lib/class-names'

interface Props<T extends string> {
  label: string
  value: T
  onChange: (value: T) => void
  options: { value: T; label: ReactNode; title?: string; disabled?: boolean }[]
  className?: string
}

/** One of few, all in sight. */
export function Segments<T extends string>({ label, value, onChange, options, className }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
      className={cx('inline-flex rounded-md border bg-sunken p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          title={option.title}
          aria-label={option.title}
          className="inline-flex h-6 min-w-7 items-center justify-center gap-1 rounded-sm px-2 text-small text-muted transition-colors duration-150 hover:text-ink disabled:opacity-45 data-[state=on]:bg-surface data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--line)] [&_svg]:size-3.5"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}

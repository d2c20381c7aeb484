import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cx } from '@/lib/class-names'

type Look = 'field' | 'primary' | 'secondary' | 'ghost' | 'danger'

const looks: Record<Look, string> = {
  primary: 'bg-signal text-signal-ink font-semibold hover:brightness-105 border-transparent',
  secondary: 'bg-surface text-ink border-line hover:border-line-strong hover:bg-sunken',
  field: 'bg-surface text-faint border-line hover:border-line-strong font-normal',
  ghost: 'text-muted border-transparent hover:bg-sunken hover:text-ink',
  danger: 'text-bad border-line bg-surface hover:bg-bad-wash hover:border-bad',
}

const sizes = {
  small: 'h-7 px-2 gap-1 text-small [&_svg]:size-3.5',
  normal: 'h-8 px-3 gap-2 [&_svg]:size-4',
  large: 'h-10 px-4 gap-2 [&_svg]:size-4',
  icon: 'size-8 [&_svg]:size-4',
  'icon-small': 'size-7 [&_svg]:size-3.5',
}

interface Props extends ComponentProps<'button'> {
  look?: Look
  size?: keyof typeof sizes
  asChild?: boolean
}

export function Button({ look = 'secondary', size = 'normal', asChild, className, type, ...props }: Props) {
  const Component = asChild ? Slot.Root : 'button'
  return (
    <Component
      type={asChild ? undefined : (type ?? 'button')}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md border whitespace-nowrap transition-colors duration-150 select-none disabled:opacity-50 [&_svg]:shrink-0',
        looks[look],
        sizes[size],
        className,
      )}
      {...props}
    />
  )
}

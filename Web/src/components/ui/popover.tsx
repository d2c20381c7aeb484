import { Popover as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cx } from '@/lib/class-names'

export const Popover = Primitive.Root
export const PopoverTrigger = Primitive.Trigger
export const PopoverClose = Primitive.Close

export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        collisionPadding={8}
        className={cx('appear z-50 rounded-lg border bg-surface shadow-float outline-none', className)}
        {...props}
      />
    </Primitive.Portal>
  )
}

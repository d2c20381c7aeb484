import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from '@/lib/class-names'
import { Button } from './button'

export const Dialog = Primitive.Root
export const DialogTrigger = Primitive.Trigger

interface Props {
  title: string
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  className?: string
}

export function DialogContent({ title, description, children, footer, className }: Props) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="appear fixed inset-0 z-40 bg-black/45" />
      <Primitive.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cx(
          'appear fixed inset-x-3 top-[max(12px,6dvh)] z-50 mx-auto flex max-h-[88dvh] max-w-2xl flex-col rounded-lg border bg-surface shadow-float outline-none',
          className,
        )}
      >
        <header className="flex items-start gap-4 border-b px-4 py-3">
          <div className="min-w-0 grow">
            <Primitive.Title className="font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="text-muted">{description}</Primitive.Description>
            )}
          </div>
          <Primitive.Close asChild>
            <Button look="ghost" size="icon" aria-label="Close">
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </header>
        <div className="min-h-0 grow overflow-auto p-4">{children}</div>
        {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
      </Primitive.Content>
    </Primitive.Portal>
  )
}

export const DialogClose = Primitive.Close

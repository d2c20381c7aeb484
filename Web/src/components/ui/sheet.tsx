import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button'

interface Props {
  title: ReactNode
  description?: ReactNode
  onClose: () => void
  /** Beside the close button: previous, next. */
  actions?: ReactNode
  children: ReactNode
}

/** A drawer over the right side of the page; on a phone it is the page. */
export function Sheet({ title, description, onClose, actions, children }: Props) {
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="appear fixed inset-0 z-40 bg-black/45" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="appear fixed inset-y-0 right-0 z-50 flex w-full max-w-[720px] flex-col border-l bg-surface shadow-float outline-none"
        >
          <header className="flex items-start gap-2 border-b px-4 py-3">
            <div className="min-w-0 grow">
              <Primitive.Title className="truncate font-semibold">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-muted">{description}</Primitive.Description>
              )}
            </div>
            {actions}
            <Primitive.Close asChild>
              <Button look="ghost" size="icon" aria-label="Close">
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          <div className="min-h-0 grow overflow-auto">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

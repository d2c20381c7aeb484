import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog, DialogClose, DialogContent } from './dialog'

interface Props {
  title: string
  action: string
  /** What not doing it is called. */
  keep?: string
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks once, for what cannot be undone. */
export function Confirm({ title, action, keep = 'Keep', onConfirm, onClose, children }: Props) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        className="max-w-md"
        footer={
          <>
            <DialogClose asChild>
              <Button>{keep}</Button>
            </DialogClose>
            <Button
              look="danger"
              onClick={() => {
                onConfirm()
                onClose()
              }}
            >
              {action}
            </Button>
          </>
        }
      >
        {children}
      </DialogContent>
    </Dialog>
  )
}

import { X } from 'lucide-react'
import { useEffect } from 'react'
import { Store, useStore } from '@/lib/store'
import { Button } from './button'

interface ToastEntry {
  id: number
  text: string
  tone: 'plain' | 'bad'
  action?: { label: string; run: () => void }
}

const toasts = new Store<ToastEntry[]>([])
let nextId = 1

export function toast(text: string, options: Partial<Pick<ToastEntry, 'tone' | 'action'>> = {}): void {
  toasts.set([...toasts.get().slice(-2), { id: nextId++, text, tone: 'plain', ...options }])
}

const dismiss = (id: number) => toasts.set(toasts.get().filter((entry) => entry.id !== id))

export function Toasts() {
  const entries = useStore(toasts)
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-6"
    >
      {entries.map((entry) => (
        <Toast key={entry.id} entry={entry} />
      ))}
    </div>
  )
}

function Toast({ entry }: { entry: ToastEntry }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(entry.id), entry.action ? 10_000 : 4_000)
    return () => clearTimeout(timer)
  }, [entry])

  return (
    <div className="appear pointer-events-auto flex max-w-full items-center gap-2 rounded-lg border bg-surface py-1.5 pr-1.5 pl-3 shadow-float">
      <span className={entry.tone === 'bad' ? 'text-bad' : undefined}>{entry.text}</span>
      {entry.action && (
        <Button
          size="small"
          onClick={() => {
            entry.action?.run()
            dismiss(entry.id)
          }}
        >
          {entry.action.label}
        </Button>
      )}
      <Button look="ghost" size="icon-small" aria-label="Dismiss" onClick={() => dismiss(entry.id)}>
        <X aria-hidden />
      </Button>
    </div>
  )
}

import { Bookmark, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { removeView, savedViews, saveView } from '@/lib/saved-views'
import { useStore } from '@/lib/store'

interface Props {
  /** The list these views belong to. */
  list: string
  /** What the list is filtered and sorted by now; null when there is nothing worth a name. */
  search: Record<string, unknown> | null
  onOpen: (search: Record<string, unknown>) => void
}

/** Filters under a name of one's own. */
export function SavedViews({ list, search, onOpen }: Props) {
  const views = useStore(savedViews(list))
  const [name, setName] = useState('')
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button look="ghost" aria-label="Saved views">
          <Bookmark aria-hidden /> Views{views.length > 0 && ` (${views.length})`}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-72 p-2">
        {views.length === 0 && (
          <p className="px-2 py-1 text-muted">No views yet. Set filters, then give them a name here.</p>
        )}
        <ul aria-label="Saved views" className="max-h-[40dvh] overflow-auto">
          {views.map((view) => (
            <li key={view.name} className="flex items-center">
              <PopoverClose asChild>
                <button
                  type="button"
                  onClick={() => onOpen(view.search)}
                  className="h-8 min-w-0 grow truncate rounded-md px-2 text-left hover:bg-sunken"
                >
                  {view.name}
                </button>
              </PopoverClose>
              <Button
                look="ghost"
                size="icon-small"
                aria-label={`Forget ${view.name}`}
                onClick={() => removeView(list, view.name)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        {search !== null && (
          <form
            className="mt-2 flex gap-2 border-t pt-2"
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() === '') return
              saveView(list, { name: name.trim(), search })
              setName('')
            }}
          >
            <Input
              aria-label="Name of this view"
              placeholder="Name of this view"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" disabled={name.trim() === ''}>
              Save
            </Button>
          </form>
        )}
      </PopoverContent>
    </Popover>
  )
}

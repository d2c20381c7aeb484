import { ArrowUp } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { CarGlyph } from '@/components/racing/car-glyph'
import { ModelDot } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/field'
import { cx } from '@/lib/class-names'
import { modelColour } from '@/lib/model-colour'
import type { Entry } from '../lib/grid'

interface Props {
  entries: Entry[]
  picked: Entry[]
  onPick: (ids: number[]) => void
}

const findFrom = 9
const shown = 200

/** Who races, in which order. The order is theirs on the track, and that of the requests when one goes at a time. */
export function CarGrid({ entries, picked, onPick }: Props) {
  const [find, setFind] = useState('')
  const word = find.trim().toLowerCase()
  const fitting = entries.filter((entry) =>
    `${entry.name} ${entry.model} ${entry.connection}`.toLowerCase().includes(word),
  )
  const ids = picked.map((entry) => entry.id)
  const toggle = (id: number) => onPick(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])
  const forward = (index: number) => {
    const next = [...ids]
    ;[next[index - 1], next[index]] = [next[index]!, next[index - 1]!]
    onPick(next)
  }
  return (
    <section aria-label="Cars" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Cars</h2>
        {entries.length >= findFrom && (
          <Input
            type="search"
            aria-label="Find a car"
            placeholder="Find a car"
            className="w-48!"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
        <Link to="/garage" className="ml-auto text-signal-text underline underline-offset-4">
          To the garage
        </Link>
      </div>
      {entries.length === 0 && (
        <p className="rounded-lg border border-dashed p-6 text-center text-muted">
          The garage is empty. Add a connection there, then a car.
        </p>
      )}
      <ul className="grid max-h-[360px] grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-2 overflow-auto p-0.5">
        {fitting.slice(0, shown).map((entry) => {
          const on = ids.includes(entry.id)
          return (
            <li key={entry.id}>
              <label
                className={cx(
                  'flex h-full items-center gap-3 rounded-lg border bg-surface px-3 py-2 transition-colors duration-150 hover:border-line-strong',
                  on && 'border-line-strong',
                )}
              >
                <Checkbox checked={on} aria-label={entry.name} onCheckedChange={() => toggle(entry.id)} />
                <ModelDot modelId={entry.model} />
                <span className="min-w-0 grow">
                  <span className="block truncate font-medium">{entry.name}</span>
                  <span className="block truncate text-small text-faint">
                    {entry.connection} · {entry.model}
                  </span>
                </span>
                {entry.demo && <Badge>demo</Badge>}
              </label>
            </li>
          )
        })}
      </ul>
      {fitting.length > shown && (
        <p className="text-small text-faint">and {fitting.length - shown} more: type to find one</p>
      )}
      {picked.length > 0 && (
        <ol aria-label="Starting grid" className="starting-grid asphalt">
          {picked.map((entry, index) => (
            <li key={entry.id} className="starting-place">
              <span className="figure w-6 shrink-0 text-center text-title font-semibold">{index + 1}</span>
              <span className="starting-box">
                <CarGlyph colour={modelColour(entry.model)} />
              </span>
              <span className="min-w-0 grow">
                <span className="block truncate font-semibold text-ink">{entry.name}</span>
                <span className="block truncate text-small text-muted">{entry.model}</span>
              </span>
              {index > 0 && (
                <Button
                  look="ghost"
                  size="icon-small"
                  aria-label={`Move ${entry.name} forward`}
                  onClick={() => forward(index)}
                >
                  <ArrowUp aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

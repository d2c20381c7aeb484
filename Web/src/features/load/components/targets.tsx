import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ModelDot } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/field'
import { cx } from '@/lib/class-names'
import type { Target } from '../lib/draft'

interface Props {
  targets: Target[]
  picked: number[]
  onPick: (ids: number[]) => void
}

const most = 8
const findFrom = 9
const shown = 100

/** The cars that are loaded. */
export function Targets({ targets, picked, onPick }: Props) {
  const [find, setFind] = useState('')
  const word = find.trim().toLowerCase()
  const fitting = targets.filter((each) =>
    `${each.name} ${each.model} ${each.connection}`.toLowerCase().includes(word),
  )
  return (
    <section aria-label="Cars" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Cars</h2>
        <span className="text-small text-faint">
          {picked.length} of at most {most}
        </span>
        {targets.length >= findFrom && (
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
      {targets.length === 0 && (
        <p className="rounded-lg border border-dashed p-6 text-center text-muted">
          The garage is empty. Add a connection there, then a car.
        </p>
      )}
      <ul className="grid max-h-[300px] grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-2 overflow-auto p-0.5">
        {fitting.slice(0, shown).map((target) => {
          const on = picked.includes(target.id)
          return (
            <li key={target.id}>
              <label
                className={cx(
                  'flex h-full items-center gap-3 rounded-lg border bg-surface px-3 py-2 transition-colors duration-150 hover:border-line-strong',
                  on && 'border-line-strong',
                )}
              >
                <Checkbox
                  checked={on}
                  aria-label={target.name}
                  disabled={!on && picked.length >= most}
                  onCheckedChange={() =>
                    onPick(on ? picked.filter((id) => id !== target.id) : [...picked, target.id])
                  }
                />
                <ModelDot modelId={target.model} />
                <span className="min-w-0 grow">
                  <span className="block truncate font-medium">{target.name}</span>
                  <span className="block truncate text-small text-faint">
                    {target.connection} · {target.model}
                  </span>
                </span>
                {target.maxInFlight !== null && (
                  <span
                    className="figure shrink-0 text-small text-faint"
                    title="Requests that its connection lets in at once"
                  >
                    {target.maxInFlight} at once
                  </span>
                )}
                {target.demo && <Badge>demo</Badge>}
              </label>
            </li>
          )
        })}
      </ul>
      {fitting.length > shown && (
        <p className="text-small text-faint">and {fitting.length - shown} more: type to find one</p>
      )}
    </section>
  )
}

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Input } from '@/components/ui/field'
import { cx } from '@/lib/class-names'
import { formatCount } from '@/lib/format'
import type { Track } from '../lib/grid'

interface Props {
  suites: Track[]
  chosen: number | null
  onChoose: (suiteId: number) => void
}

const findFrom = 9

export function SuitePicker({ suites, chosen, onChoose }: Props) {
  const [find, setFind] = useState('')
  const word = find.trim().toLowerCase()
  const fitting = suites.filter((suite) => `${suite.name} ${suite.category}`.toLowerCase().includes(word))
  return (
    <section aria-label="Suite" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Suite</h2>
        {suites.length >= findFrom && (
          <Input
            type="search"
            aria-label="Find a suite"
            placeholder="Find a suite"
            className="w-48!"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
      </div>
      <div
        role="radiogroup"
        aria-label="Suite to race"
        className="grid max-h-[320px] grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-2 overflow-auto p-0.5"
      >
        {fitting.map((suite) => (
          <label
            key={suite.id}
            className={cx(
              'flex flex-col gap-0.5 rounded-lg border bg-surface px-3 py-2 transition-colors duration-150 hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-signal-text',
              suite.id === chosen && 'border-signal bg-signal-wash hover:border-signal',
            )}
          >
            <input
              type="radio"
              name="suite"
              className="sr-only"
              checked={suite.id === chosen}
              onChange={() => onChoose(suite.id)}
            />
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium">{suite.name}</span>
              {suite.demo && <Badge>demo</Badge>}
            </span>
            <span className="truncate text-small text-muted">
              {suite.category} · {formatCount(suite.cases)} {suite.cases === 1 ? 'case' : 'cases'}
            </span>
          </label>
        ))}
      </div>
      {fitting.length === 0 && <p className="text-muted">No suite by that name.</p>}
    </section>
  )
}

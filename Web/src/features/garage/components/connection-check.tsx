import { ChevronRight, CircleAlert, Lightbulb, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { cx } from '@/lib/class-names'
import type { Car, Check } from '../api/types'

/** Colour and shape say the same: a ring is unknown, a disc is online, a cross is offline. */
export function StateLight({
  check,
  checking,
  failed,
}: {
  check: Check | undefined
  checking: boolean
  failed: boolean
}) {
  const state = checking
    ? 'testing'
    : failed || check?.discovery_ok === false
      ? 'offline'
      : check
        ? 'online'
        : 'not tested'
  return (
    <span
      role="img"
      aria-label={state}
      title={state}
      className="mt-1 grid size-3.5 shrink-0 place-items-center"
    >
      {state === 'offline' ? (
        <svg viewBox="0 0 10 10" className="size-3 text-bad" aria-hidden>
          <path d="M2 2l6 6M8 2l-6 6" stroke="currentColor" strokeWidth="2" />
        </svg>
      ) : (
        <span
          className={cx(
            'size-2.5 rounded-full border-2',
            state === 'online' && 'border-good bg-good',
            state === 'testing' && 'live-dot border-signal bg-signal',
            state === 'not tested' && 'border-line-strong',
          )}
        />
      )}
    </span>
  )
}

interface Props {
  check: Check | undefined
  error: Error | null
  cars: Car[]
  onAddCar: (model: string) => void
}

/** What the last test found: what went wrong and what to do, or the models to make cars of. */
export function ConnectionCheck({ check, error, cars, onAddCar }: Props) {
  const problem = error?.message ?? check?.error
  return (
    <>
      {problem && (
        <div role="alert" className="mx-4 mb-3 ml-10 rounded-md border border-bad/40 bg-bad-wash px-3 py-2">
          <p className="flex gap-2 break-words">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
            <span className="min-w-0 break-words">{problem}</span>
          </p>
        </div>
      )}
      {check && check.hints.length > 0 && (
        <ul aria-label="Hints" className="mx-4 mb-3 ml-10 flex flex-col gap-1 text-muted">
          {check.hints.map((hint) => (
            <li key={hint} className="flex gap-2">
              <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-signal-text" />
              {hint}
            </li>
          ))}
        </ul>
      )}
      {check?.discovery_ok && check.models.length > 0 && (
        <FoundModels models={check.models} cars={cars} onAddCar={onAddCar} />
      )}
    </>
  )
}

const shown = 40

function FoundModels({
  models,
  cars,
  onAddCar,
}: {
  models: string[]
  cars: Car[]
  onAddCar: (model: string) => void
}) {
  const [find, setFind] = useState('')
  const used = new Set(cars.map((car) => car.model_name))
  const fitting = models.filter((model) => model.toLowerCase().includes(find.trim().toLowerCase()))
  return (
    <details className="group mx-4 mb-3 ml-10">
      <summary className="inline-flex list-none items-center gap-1 text-muted select-none hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform duration-150 group-open:rotate-90" />
        Models it offers
      </summary>
      <div className="mt-2 flex flex-col gap-2">
        {models.length > 12 && (
          <Input
            aria-label="Find a model"
            placeholder="Find a model"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
        <ul className="flex flex-wrap gap-1.5">
          {fitting.slice(0, shown).map((model) => (
            <li key={model} className="max-w-full">
              <Button
                size="small"
                className="max-w-full"
                aria-label={`Make a car of ${model}`}
                onClick={() => onAddCar(model)}
              >
                <Plus aria-hidden />
                <span className="truncate">{model}</span>
                {used.has(model) && <span className="text-faint">again</span>}
              </Button>
            </li>
          ))}
        </ul>
        {fitting.length > shown && (
          <p className="text-small text-faint">and {fitting.length - shown} more: type to find one</p>
        )}
      </div>
    </details>
  )
}

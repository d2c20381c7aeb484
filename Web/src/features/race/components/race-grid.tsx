import { useMutation } from '@tanstack/react-query'
import { Flag } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Failure } from '@/components/ui/states'
import { claimColours } from '@/lib/model-colour'
import { PressKey } from '@/lib/press-key'
import { findTrouble, startBody, startRun, type Trouble } from '../api/queries'
import { carIdsOf, defaultCars, itemCount, type Entry, type GridSearch, type Track } from '../lib/grid'
import { CarGrid } from './car-grid'
import { Estimate } from './estimate'
import { forgetRules, keepRules, keptRules, type Rules } from '../lib/rules'
import { usePace } from '../lib/use-pace'
import { useStartLights } from '../lib/use-start-lights'
import { Gantry } from './gantry'
import { RaceRules } from './race-rules'
import { SuitePicker } from './suite-picker'

interface Props {
  suites: Track[]
  entries: Entry[]
  search: GridSearch
  /** US dollars for the whole, or null where no price is known. */
  estimateUsd: (suite: Track, entries: Entry[], rules: Rules) => number | null
  onSearch: (search: GridSearch) => void
  onStarted: (runId: number) => void
}

/** The grid before the start: a suite, the cars, the rules, and what it will take. */
export function RaceGrid({ suites, entries, search, estimateUsd, onSearch, onStarted }: Props) {
  const [kept, setKept] = useState(keptRules)
  const [troubles, setTroubles] = useState<Trouble[]>([])
  const [key] = useState(() => new PressKey())
  const suite =
    suites.find((each) => each.id === search.suite) ?? (search.suite === undefined ? suites[0] : undefined)
  const wanted = carIdsOf(search) ?? defaultCars(entries)
  const picked = wanted.flatMap((id) => entries.find((entry) => entry.id === id) ?? [])
  const mode = search.mode ?? 'sequential'
  // A judge who was remembered may have left the garage since.
  const rules = entries.some((entry) => entry.id === kept.judgeCarId) ? kept : { ...kept, judgeCarId: null }
  const pace = usePace(suite?.id ?? null)
  claimColours(picked.map((entry) => entry.model))

  const lights = useStartLights()
  // Counts presses: what an earlier one still waits for starts nothing.
  const press = useRef(0)

  const start = useMutation({
    mutationFn: async (anyway: boolean) => {
      const mine = ++press.current
      try {
        const red = lights.raise()
        const found = anyway ? [] : await findTrouble(picked.filter((entry) => !entry.demo))
        if (press.current !== mine) return null
        setTroubles(found)
        if (found.length > 0) return null
        await red
        return press.current === mine ? await send() : null
      } finally {
        if (press.current === mine) lights.off()
      }
    },
    onSuccess: (runId) => {
      if (runId === null) return
      forgetRules()
      onStarted(runId)
    },
  })

  function send() {
    const body = startBody({ ...rules, suiteId: suite!.id, carIds: picked.map((entry) => entry.id), mode })
    return key.send(body, (press) => startRun(body, press))
  }

  function setRules(next: Rules) {
    setKept(next)
    keepRules(next)
  }

  function standDown() {
    press.current++
    lights.off()
    start.reset()
  }

  const items = suite ? itemCount(suite.cases, picked.length, rules) : 0
  const ready = suite !== undefined && suite.cases > 0 && picked.length > 0
  return (
    <div className="mx-auto grid max-w-[1440px] items-start gap-4 p-4 pb-16 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-6">
        <div>
          <h1 className="text-title font-semibold">Race</h1>
          <p className="text-muted">Same tests, several cars, one winner. Everything is measured and kept.</p>
        </div>
        <SuitePicker
          suites={suites}
          chosen={suite?.id ?? null}
          onChoose={(id) => onSearch({ ...search, suite: id })}
        />
        <CarGrid
          entries={entries}
          picked={picked}
          onPick={(ids) => {
            setTroubles([])
            onSearch({ ...search, cars: ids.join(',') })
          }}
        />
      </div>
      <aside
        aria-label="Rules"
        className="flex flex-col gap-4 rounded-lg border bg-surface p-4 lg:sticky lg:top-4"
      >
        <RaceRules
          rules={rules}
          mode={mode}
          judges={entries}
          onRules={(change) => setRules({ ...rules, ...change })}
          onMode={(next) => onSearch({ ...search, mode: next === 'sequential' ? undefined : next })}
        />
        <Estimate
          items={items}
          entries={picked}
          suite={suite}
          grid={{ ...rules, mode }}
          pace={pace}
          usd={suite ? estimateUsd(suite, picked, rules) : null}
        />
        {start.error && <Failure error={start.error} />}
        {troubles.length > 0 && <Troubles troubles={troubles} onAnyway={() => start.mutate(true)} />}
        {lights.lit !== null ? (
          <Gantry lit={lights.lit} asking={picked.some((entry) => !entry.demo)} onStandDown={standDown} />
        ) : (
          <Button
            look="primary"
            size="large"
            disabled={!ready || start.isPending}
            onClick={() => start.mutate(false)}
          >
            <Flag aria-hidden /> Start the race
          </Button>
        )}
        {!ready && (
          <p className="text-small text-faint">
            {picked.length === 0 ? 'Put at least one car on the grid.' : 'Pick a suite that has cases.'}
          </p>
        )}
      </aside>
    </div>
  )
}

function Troubles({ troubles, onAnyway }: { troubles: Trouble[]; onAnyway: () => void }) {
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-bad/40 bg-bad-wash p-3">
      {troubles.map((trouble) => (
        <p key={trouble.connection} className="break-words">
          <span className="font-medium">{trouble.connection} does not answer</span>, so{' '}
          {trouble.cars.join(', ')} would fail every item.{' '}
          <span className="text-muted">{trouble.reason}</span>
        </p>
      ))}
      <Button size="small" className="self-start" onClick={onAnyway}>
        Start anyway
      </Button>
    </div>
  )
}

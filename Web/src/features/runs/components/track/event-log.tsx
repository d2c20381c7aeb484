import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cx } from '@/lib/class-names'
import { formatDuration } from '@/lib/format'
import type { RunCar } from '../../api/types'
import type { LogLine } from '../../lib/race-model'
import type { RaceStore } from '../../lib/race-store'
import { testName, useRaceView } from '../../lib/use-race'
import { CarDot } from '../car-name'

const shownLines = 250

interface Props {
  race: RaceStore
  cars: RunCar[]
  keys: Map<number, string>
}

/** Folded until somebody wants to know exactly; newest first. */
export function EventLog({ race, cars, keys }: Props) {
  useRaceView(race)
  const [open, setOpen] = useState(false)
  const { log, startedAtMs } = race.model
  const names = new Map(cars.map((car) => [car.id, car.name]))
  return (
    <details
      className="group rounded-lg border bg-surface"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex h-10 list-none items-center gap-2 px-3 font-medium select-none [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        Event log
        <span className="ml-auto figure text-small font-normal text-faint">{race.model.lastSeq} events</span>
      </summary>
      {open && (
        <ol
          aria-label="Events"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-80 overflow-auto border-t py-1"
        >
          {log
            .slice(-shownLines)
            .reverse()
            .map((line) => (
              <li key={line.seq} className="flex min-h-6 items-baseline gap-3 px-3">
                <span className="figure w-16 shrink-0 text-right text-small text-faint">
                  {startedAtMs === null ? '' : formatDuration(Math.max(0, line.atMs - startedAtMs))}
                </span>
                <span className="flex w-36 shrink-0 items-center gap-1.5 truncate">
                  {line.carId !== null && (
                    <>
                      <CarDot colourKey={keys.get(line.carId) ?? String(line.carId)} />
                      <span className="truncate">{names.get(line.carId)}</span>
                    </>
                  )}
                </span>
                <span className={cx('min-w-0 break-words', line.bad && 'text-bad')}>
                  {sentence(race, line)}
                </span>
              </li>
            ))}
        </ol>
      )}
    </details>
  )
}

function sentence(race: RaceStore, line: LogLine): string {
  if (line.kind !== 'item.started') return line.text
  return [testName(race, line.testId), line.text].filter(Boolean).join(', ')
}

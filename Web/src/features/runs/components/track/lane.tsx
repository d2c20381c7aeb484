import { Wrench } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Figure } from '@/components/measures/figure'
import { cx } from '@/lib/class-names'
import { formatDuration, formatRate } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { LaneModel, LaneStanding } from '../../lib/lane-model'
import type { RaceStore } from '../../lib/race-store'
import { CarGlyph } from './car-glyph'

interface Props {
  race: RaceStore
  lane: LaneModel
  /** Changes when the lane does: it is mutable. */
  version: number
  name: string
  model: string | null
  colourKey: string
  position: number | null
  gapMs: number | null
  /** Somebody asked for less motion: a plain bar. */
  still: boolean
  selected: boolean
  onSelect: () => void
}

const standings: Record<LaneStanding, string> = {
  grid: 'on the grid',
  waiting: 'waits its turn',
  racing: 'racing',
  pit: 'in the pit',
  finished: 'finished',
  out: 'out',
}

const smokeMs = 1_600

export function Lane({
  race,
  lane,
  name,
  model,
  colourKey,
  position,
  gapMs,
  still,
  selected,
  onSelect,
}: Props) {
  const colour = modelColour(colourKey)
  const now = race.nowMs()
  const standing = lane.standing(race.model.phase === 'over')
  const speed = standing === 'racing' ? lane.speed(now) : 0
  const smoking = lane.smokeAtMs !== null && now - lane.smokeAtMs < smokeMs
  const progress = lane.progress(race.model.usualTokens())
  return (
    <li
      className={cx(
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b px-3 py-2 last:border-0 md:grid-cols-[200px_minmax(0,1fr)]',
        selected && 'bg-sunken shadow-[inset_3px_0_0_var(--signal)]',
      )}
    >
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        title={model ?? undefined}
        className="flex min-w-0 items-center gap-2 rounded-sm text-left"
      >
        <span className="figure w-5 shrink-0 text-right text-faint">{position ?? ''}</span>
        <span aria-hidden className="h-8 w-1 shrink-0 rounded-full" style={{ background: colour }} />
        <span className="min-w-0">
          <span className="block truncate font-semibold">{name}</span>
          <span className="flex items-center gap-1 text-small text-faint">
            {standing === 'pit' && <Wrench aria-hidden className="size-3" />}
            {standings[standing]}
            {lane.retries > 0 && <span className="text-bad"> · {lane.retries} retried</span>}
          </span>
        </span>
      </button>
      <div className="max-md:col-span-2 max-md:row-start-2">
        {still ? (
          <PlainBar progress={progress} colour={colour} name={name} />
        ) : (
          <Strip
            race={race}
            lane={lane}
            colour={colour}
            name={name}
            standing={standing}
            smoking={smoking}
            progress={progress}
            fast={speed > 0}
          />
        )}
        <dl className="mt-1 grid grid-cols-3 gap-x-3 text-small sm:grid-cols-6">
          <Fact name="Done">
            {lane.done} of {lane.total}
          </Fact>
          <Fact name="Passed">
            <Figure
              value={lane.done > 0 ? lane.passed : null}
              format={String}
              reason="No item is done yet."
            />
          </Fact>
          <Fact name="Speed">
            <Figure
              value={standing === 'racing' && speed > 0 ? speed : null}
              format={(value) => `${formatRate(value)} tok/s`}
              estimate="Guessed from the text"
              reason="Nothing arrives at this moment."
            />
          </Fact>
          <Fact name="Reaction">
            <Figure value={lane.lastTtftMs} format={formatDuration} reason="No first token yet." />
          </Fact>
          <Fact name="On track">
            <Figure
              value={lane.done > 0 ? lane.timeMs : null}
              format={formatDuration}
              reason="No item is done yet."
            />
          </Fact>
          <Fact name="Gap">
            <Figure
              value={gapMs}
              format={(value) => (value === 0 ? 'leads' : `+${formatDuration(value)}`)}
              reason="No item is done yet."
            />
          </Fact>
        </dl>
      </div>
    </li>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint">{name}</dt>
      <dd className="figure truncate">{children}</dd>
    </div>
  )
}

function PlainBar({ progress, colour, name }: { progress: number; colour: string; name: string }) {
  return (
    <div
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuenow={Math.round(progress * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-4 rounded-sm border bg-sunken"
    >
      <div className="h-full rounded-sm" style={{ width: `${progress * 100}%`, background: colour }} />
    </div>
  )
}

interface StripProps {
  race: RaceStore
  lane: LaneModel
  colour: string
  name: string
  standing: LaneStanding
  smoking: boolean
  progress: number
  fast: boolean
}

/** The car is placed by every frame directly; React only says what it looks like. */
function Strip({ race, lane, colour, name, standing, smoking, progress, fast }: StripProps) {
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = () =>
      strip.current?.style.setProperty(
        '--at',
        String(race.model.lane(lane.carId)?.progress(race.model.usualTokens()) ?? 0),
      )
    place()
    return race.frame.subscribe(place)
  }, [race, lane.carId])
  return (
    <div
      ref={strip}
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuenow={Math.round(progress * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="race-strip"
    >
      <span aria-hidden className="race-finish" />
      <span aria-hidden className="race-trail" style={{ background: colour }} />
      <span aria-hidden className={cx('race-car', standing === 'pit' && 'race-car-pit')}>
        <CarGlyph colour={colour} smoking={smoking} fast={fast} standing={standing} />
      </span>
    </div>
  )
}

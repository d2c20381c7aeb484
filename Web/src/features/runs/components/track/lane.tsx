import { Wrench } from 'lucide-react'
import { cx } from '@/lib/class-names'
import { modelColour } from '@/lib/model-colour'
import type { LaneModel, LaneStanding } from '../../lib/lane-model'
import type { RaceStore } from '../../lib/race-store'
import { LaneFacts } from './lane-facts'
import { Road } from './road'

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
  /** Checks have spoken of some item of the race. */
  checked: boolean
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

export function Lane(props: Props) {
  const { race, lane, version, name, model, colourKey, position, gapMs, checked } = props
  const { still, selected, onSelect } = props
  const colour = modelColour(colourKey)
  const now = race.nowMs()
  const standing = lane.standing(race.model.phase === 'over')
  const speed = standing === 'racing' ? lane.speed(now) : 0
  const smoking = lane.smokeAtMs !== null && now >= lane.smokeAtMs && now - lane.smokeAtMs < smokeMs
  const progress = lane.progress(race.model.usualTokens())
  return (
    <li className={cx('race-row', selected && 'bg-sunken')}>
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        title={model ?? undefined}
        className="race-plate"
        style={{ borderLeftColor: colour }}
      >
        <span className="figure w-6 shrink-0 text-center text-title font-semibold">{position ?? ''}</span>
        <span className="min-w-0">
          <span className="block truncate font-semibold">{name}</span>
          <span className="flex items-center gap-1 truncate text-small text-muted">
            {standing === 'pit' && <Wrench aria-hidden className="size-3 shrink-0" />}
            {standings[standing]}
            {lane.retries > 0 && <span className="text-bad">· {lane.retries} retried</span>}
          </span>
        </span>
      </button>
      {still ? (
        <PlainBar progress={progress} colour={colour} name={name} />
      ) : (
        <Road
          lane={lane}
          version={version}
          colour={colour}
          name={name}
          standing={standing}
          place={position}
          progress={progress}
          smoking={smoking}
          fast={speed > 0}
        />
      )}
      <LaneFacts
        lane={lane}
        version={version}
        checked={checked}
        speed={standing === 'racing' ? speed : null}
        gapMs={gapMs}
      />
    </li>
  )
}

function PlainBar({ progress, colour, name }: { progress: number; colour: string; name: string }) {
  return (
    <div className="flex items-center px-3">
      <div
        role="progressbar"
        aria-label={`Progress of ${name}`}
        aria-valuenow={Math.round(progress * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-4 w-full overflow-hidden rounded-sm border bg-sunken"
      >
        <div className="h-full" style={{ width: `${progress * 100}%`, background: colour }} />
      </div>
    </div>
  )
}

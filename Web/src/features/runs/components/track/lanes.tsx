import { useEffect, useRef } from 'react'
import { useMedia } from '@/lib/use-media'
import type { RunCar } from '../../api/types'
import type { RaceStore } from '../../lib/race-store'
import { gapsOf, isChecked, positionsOf } from '../../lib/standings'
import { useRaceView } from '../../lib/use-race'
import { Lane } from './lane'
import { FactHeads } from './lane-facts'

interface Props {
  race: RaceStore
  cars: RunCar[]
  keys: Map<number, string>
  selected: number | null
  /** How it ended, by what the podium goes by; null while nobody knows. */
  places: Map<number, number | null> | null
  onSelect: (carId: number) => void
}

/** A screen holds no more; the scorecard has them all. */
const shownLanes = 100

/** One lane per car. Distance is work done; nothing else moves a car. */
export function Lanes({ race, cars, keys, selected, places, onSelect }: Props) {
  const view = useRaceView(race)
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const track = useRef<HTMLElement>(null)
  const { model } = race
  const gaps = gapsOf(model.lanes)
  const checked = isChecked(model.lanes)
  const positions = places ?? (model.phase === 'waiting' ? null : positionsOf(model))

  // Every frame places the cars, and no frame renders: a thousand tokens a second cost a style per lane.
  useEffect(() => {
    const place = () => track.current && placeCars(track.current, race)
    place()
    return race.frame.subscribe(place)
  }, [race, still])

  return (
    <section ref={track} aria-label="Track" className="race-track rounded-lg border bg-surface">
      <div className="race-row race-head">
        <span className="px-3 text-small text-faint">Car</span>
        <span className="race-ruler text-small text-faint">
          <span>Start</span>
          <span>{itemsLabel(model.plan.itemsPerCar)}</span>
        </span>
        <FactHeads />
      </div>
      <ol aria-label="Lanes" className="race-lanes">
        {model.lanes.slice(0, shownLanes).map((lane) => {
          const car = cars.find((other) => other.id === lane.carId)
          return (
            <Lane
              key={lane.carId}
              race={race}
              lane={lane}
              version={view.version}
              name={car?.name ?? `Car ${lane.carId}`}
              model={car?.model ?? null}
              colourKey={keys.get(lane.carId) ?? String(lane.carId)}
              position={positions?.get(lane.carId) ?? null}
              gapMs={gaps.get(lane.carId) ?? null}
              checked={checked}
              still={still}
              selected={selected === lane.carId}
              onSelect={() => onSelect(lane.carId)}
            />
          )
        })}
      </ol>
      {model.lanes.length > shownLanes && (
        <p className="border-t px-3 py-2 text-small text-faint">
          and {model.lanes.length - shownLanes} more cars, all of them in the results
        </p>
      )}
    </section>
  )
}

const itemsLabel = (items: number) => `Finish: ${items} ${items === 1 ? 'item' : 'items'}`

function placeCars(track: HTMLElement, race: RaceStore): void {
  const usual = race.model.usualTokens()
  let lead = 0
  for (const road of track.querySelectorAll<HTMLElement>('[data-car]')) {
    const at = race.model.lane(Number(road.dataset.car))?.progress(usual) ?? 0
    lead = Math.max(lead, at)
    road.style.setProperty('--at', at.toFixed(5))
  }
  track.style.setProperty('--lead', lead.toFixed(5))
}

import { useMedia } from '@/lib/use-media'
import type { RunCar } from '../../api/types'
import type { RaceStore } from '../../lib/race-store'
import { gapsOf, positionsOf } from '../../lib/standings'
import { useRaceView } from '../../lib/use-race'
import { Lane } from './lane'

interface Props {
  race: RaceStore
  cars: RunCar[]
  keys: Map<number, string>
  selected: number | null
  onSelect: (carId: number) => void
}

/** A screen holds no more; the scorecard has them all. */
const shownLanes = 100

/** One lane per car. Distance is work done; nothing else moves a car. */
export function Lanes({ race, cars, keys, selected, onSelect }: Props) {
  const view = useRaceView(race)
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const { model } = race
  const gaps = gapsOf(model.lanes)
  const positions = positionsOf(model)
  const begun = model.phase !== 'waiting'
  return (
    <section aria-label="Track" className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <ol aria-label="Lanes">
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
              position={begun ? (positions.get(lane.carId) ?? null) : null}
              gapMs={gaps.get(lane.carId) ?? null}
              still={still}
              selected={selected === lane.carId}
              onSelect={() => onSelect(lane.carId)}
            />
          )
        })}
      </ol>
      {model.lanes.length > shownLanes && (
        <p className="border-t px-3 py-2 text-muted">
          and {model.lanes.length - shownLanes} more cars, all of them in the results
        </p>
      )}
      <p className="border-t px-3 py-2 text-small text-faint">
        Distance is items done, and how far the one on its way has got. The gap is time on track behind the
        leader at the last item both have finished; waiting for others costs nothing. Live speed is guessed
        from the text until the provider has counted.
      </p>
    </section>
  )
}

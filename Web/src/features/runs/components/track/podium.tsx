import { CarGlyph } from '@/components/racing/car-glyph'
import { Figure } from '@/components/measures/figure'
import { Segments } from '@/components/ui/segments'
import { formatDuration } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { Run } from '../../api/types'
import { carsOf } from '../../lib/cars'
import type { RaceStore } from '../../lib/race-store'
import { completedBy, isChecked, placesOf, ranAll, type Placed, type PodiumOrder } from '../../lib/standings'
import { CarName } from '../car-name'
import { PhotoFinish } from './photo-finish'

interface Props {
  run: Run
  race: RaceStore
  keys: Map<number, string>
  order: PodiumOrder
  onOrder: (order: PodiumOrder) => void
}

/** Who won, by what: passing is worth more than speed unless somebody asks for speed alone. */
export function Podium({ run, race, keys, order, onOrder }: Props) {
  const { lanes, error } = race.model
  const placed = placesOf(lanes, order)
  const checked = isChecked(lanes)
  const names = new Map(carsOf(run).map((car) => [car.id, car.name]))
  const top = placed.filter(({ place }) => place !== null).slice(0, 3)
  return (
    <section
      aria-label="Podium"
      className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 rounded-lg border bg-surface p-4 lg:grid-cols-[380px_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-3">
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold">Podium</h2>
          <Segments
            label="Order of the podium"
            value={order}
            onChange={onOrder}
            options={[
              { value: 'result', label: 'By result' },
              { value: 'time', label: 'By time' },
            ]}
          />
        </div>
        {top.length > 0 ? (
          <Steps top={top} names={names} keys={keys} checked={checked} />
        ) : (
          <p className="text-muted">
            {lanes.some((lane) => completedBy(lane) > 0)
              ? 'No car ran every item: there is no time to go by.'
              : 'Nobody finished an item.'}
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <PhotoFinish placed={placed} names={names} keys={keys} />
        <Table placed={placed} names={names} keys={keys} checked={checked} />
        <p className="text-small text-faint">
          {[
            order === 'time'
              ? 'By time on track; cars without failed items first.'
              : checked
                ? 'By items passed, then by time on track.'
                : 'Nothing was checked: by items completed, then by time on track.',
            !lanes.every(ranAll) &&
              `${error ?? 'The race ended before every item was run.'} Only cars that ran every item have a time to compare.`,
            run.demo && 'Demo cars are scripted: this measures nothing.',
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      </div>
    </section>
  )
}

interface PlacedProps {
  names: Map<number, string>
  keys: Map<number, string>
  /** Checks have spoken of some item of the race. */
  checked: boolean
}

/** Of all its items, apart from those nobody checked. */
const passedOf = ({ lane }: Placed) => `${lane.passed} of ${lane.total - lane.uncheckedItems}`

// Second, first, third: as people stand.
const stand = [1, 0, 2]
const heights = ['h-36', 'h-24', 'h-14']

function Steps({ top, names, keys, checked }: PlacedProps & { top: Placed[] }) {
  return (
    <ol aria-label="First three" className="mt-auto flex items-end justify-center gap-1.5">
      {stand.flatMap((index) => {
        const each = top[index]
        if (!each) return []
        const { lane, place } = each
        const colour = modelColour(keys.get(lane.carId) ?? '')
        return (
          <li key={lane.carId} className="flex min-w-0 flex-1 flex-col items-center">
            <span className="w-full truncate text-center font-semibold" title={names.get(lane.carId)}>
              {names.get(lane.carId)}
            </span>
            <span className="figure mb-1 text-center text-small whitespace-nowrap text-muted">
              {checked ? passedOf(each) : `${completedBy(lane)} of ${lane.total} done`}
              <span className="max-sm:hidden"> · </span>
              <br className="sm:hidden" />
              {formatDuration(lane.timeMs)}
            </span>
            <span aria-hidden className="podium-car">
              <CarGlyph colour={colour} />
            </span>
            <span
              className={`podium-step ${heights[index]}`}
              style={{ '--lane-colour': colour } as React.CSSProperties}
            >
              <span className="figure text-title font-semibold">{place}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function Table({ placed, names, keys, checked }: PlacedProps & { placed: Placed[] }) {
  const isTimed = ({ lane, place }: Placed) => place !== null && ranAll(lane)
  const fastest = Math.min(...placed.filter(isTimed).map(({ lane }) => lane.timeMs))
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Final order">
      <table className="w-full min-w-[520px] border-collapse">
        <thead>
          <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:text-small [&_th]:font-normal [&_th]:text-faint">
            <th scope="col" className="text-right">
              Place
            </th>
            <th scope="col" className="text-left">
              Car
            </th>
            <th scope="col" className="text-right">
              Passed
            </th>
            <th scope="col" className="text-right">
              On track
            </th>
            <th scope="col" className="text-right">
              Gap
            </th>
            <th scope="col" className="text-right">
              Reaction p50
            </th>
          </tr>
        </thead>
        <tbody>
          {placed.map((each) => {
            const { lane, place } = each
            const reaction = lane.reactionMedian()
            const gap = lane.timeMs - fastest
            return (
              <tr key={lane.carId} className="border-b last:border-0 whitespace-nowrap [&>*]:h-8 [&>*]:px-2">
                <td className="figure text-right">{place ?? (completedBy(lane) > 0 ? '–' : 'out')}</td>
                <th scope="row" className="text-left font-normal">
                  <CarName name={names.get(lane.carId) ?? ''} colourKey={keys.get(lane.carId) ?? ''} />
                </th>
                <td className="figure text-right">
                  <Figure
                    value={checked ? passedOf(each) : null}
                    format={String}
                    reason="Nothing was checked."
                  />
                </td>
                <td className="figure text-right">
                  {completedBy(lane) === 0 ? '–' : formatDuration(lane.timeMs)}
                </td>
                <td className="figure text-right">
                  {!isTimed(each) ? '–' : gap === 0 ? 'fastest' : `+${formatDuration(gap)}`}
                </td>
                <td className="figure text-right">
                  {reaction === null ? '–' : `${formatDuration(reaction)} · n ${lane.reactions.length}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { useMedia } from '@/lib/use-media'
import { runQuery } from '../../api/queries'
import type { Run } from '../../api/types'
import { carsOf, colourKeys } from '../../lib/cars'
import { placesOf, type PodiumOrder } from '../../lib/standings'
import { useRace, useRaceView } from '../../lib/use-race'
import { useRecordOf } from '../../lib/use-record'
import { EventLog } from './event-log'
import { LaneText } from './lane-text'
import { Lanes } from './lanes'
import { Podium } from './podium'
import { ReplayBar } from './replay-bar'
import { TrackHeader } from './track-header'

/** The track of a run: live while it runs, its replay afterwards. */
export function RaceTrack({ runId }: { runId: number }) {
  const { data, error, refetch } = useQuery(runQuery(runId))
  if (data) return <Track run={data.run} />
  if (error) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <Loading label="Loading the track">
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-16" />
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-16" />
        ))}
      </div>
    </Loading>
  )
}

const mostRead = 4
const mostBelow = 6

function Track({ run }: { run: Run }) {
  const race = useRace(run)
  const view = useRaceView(race)
  const cars = carsOf(run)
  const keys = colourKeys(cars)
  const [order, setOrder] = useState<PodiumOrder>('result')
  const [chosen, setChosen] = useState<number | null>(null)
  const { model } = race
  const { phase } = model
  useRecordOf(run, race.told)

  const busiest = model.lanes.find((lane) => lane.flights.size > 0)?.carId
  const selected = chosen ?? busiest ?? cars[0]?.id ?? null
  // Few cars are read side by side, as they are watched; of many, the one somebody points at, beside the track.
  const wide = useMedia('(min-width: 1080px)')
  const beside = cars.length > mostBelow
  const read = wide && cars.length <= mostRead ? cars : cars.filter((car) => car.id === selected)
  const finished = phase === 'over' && (view.live || view.positionMs >= view.durationMs)

  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-3 p-4 pb-16">
      <TrackHeader run={run} race={race} />
      {view.error !== null && <Failure error={view.error} onRetry={() => race.follow()} />}
      {finished && <Podium run={run} race={race} keys={keys} order={order} onOrder={setOrder} />}
      <div className={cx('grid gap-3', beside && 'items-start xl:grid-cols-[minmax(0,1fr)_380px]')}>
        <div className="flex min-w-0 flex-col gap-3">
          <Lanes
            race={race}
            cars={cars}
            keys={keys}
            selected={selected}
            places={
              finished
                ? new Map(placesOf(model.lanes, order).map(({ lane, place }) => [lane.carId, place]))
                : null
            }
            onSelect={setChosen}
          />
          <ReplayBar race={race} carNames={new Map(cars.map((each) => [each.id, each.name]))} />
        </div>
        <div
          className={cx('grid gap-3', beside && 'sticky top-4')}
          style={{ gridTemplateColumns: `repeat(${read.length}, minmax(0, 1fr))` }}
        >
          {read.map((car) => (
            <LaneText key={car.id} race={race} carId={car.id} name={car.name} colourKey={keys.get(car.id)!} />
          ))}
        </div>
      </div>
      <EventLog race={race} cars={cars} keys={keys} />
    </div>
  )
}

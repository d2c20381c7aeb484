import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Select } from '@/components/ui/select'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { runVerdictQuery } from '../api/queries'
import type { CarPair } from '../api/scorecard'
import type { Run } from '../api/types'
import { firstPair, sayVerdict } from '../lib/verdict-words'
import { VerdictTable } from './verdict-table'

/** Which car to use: all of them against each other over the same cases, as far as these tell. */
export function CarVerdict({ run }: { run: Run }) {
  const { data, error, refetch } = useQuery(runVerdictQuery(run.id))
  const [chosen, setChosen] = useState<string | null>(null)
  if (!data) {
    return error ? (
      <Failure error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading label="Comparing the cars">
        <Skeleton className="h-32" />
      </Loading>
    )
  }
  const pair = data.pairs.find((other) => idOf(other) === chosen) ?? firstPair(data)
  return (
    <section aria-label="Car against car" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Car against car</h2>
        {pair && data.pairs.length > 1 && (
          <Select
            aria-label="Which two cars"
            className="max-w-full min-w-56"
            value={idOf(pair)}
            onChange={(event) => setChosen(event.target.value)}
          >
            {data.pairs.map((other) => (
              <option key={idOf(other)} value={idOf(other)}>
                {other.first_car_name} against {other.second_car_name}
              </option>
            ))}
          </Select>
        )}
      </div>
      <p className="max-w-prose">{sayVerdict(data)}</p>
      {data.cars_left_out > 0 && (
        <p className="text-small text-faint">
          The first of the scorecard take part; {data.cars_left_out} more do not.
        </p>
      )}
      {pair && <VerdictTable verdicts={pair.metrics} sides={[pair.second_car_name, pair.first_car_name]} />}
    </section>
  )
}

const idOf = (pair: CarPair) => `${pair.first_car_id}-${pair.second_car_id}`

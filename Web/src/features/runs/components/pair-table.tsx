import { useQuery } from '@tanstack/react-query'
import { Figure } from '@/components/measures/figure'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { judgingQuery } from '../api/queries'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { formatShare } from '../lib/measures'
import { CarName } from './car-name'

/** Each two cars over all cases. Every case is asked in both orders, so that a place in the question wins nothing. */
export function PairTable({ run, judgingId }: { run: Run; judgingId: number }) {
  const { data, error, refetch } = useQuery(judgingQuery(run.id, judgingId))
  if (!data) {
    return error ? (
      <Failure error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading label="Loading the pairs">
        <Skeleton className="h-32" />
      </Loading>
    )
  }
  const cars = carsOf(run)
  const keys = colourKeys(cars)
  const name = (id: number) => (
    <CarName
      name={cars.find((car) => car.id === id)?.name ?? `Car ${id}`}
      colourKey={keys.get(id) ?? String(id)}
    />
  )
  return (
    <div
      className="relative overflow-x-auto rounded-lg border bg-surface"
      tabIndex={0}
      role="region"
      aria-label="Two by two"
    >
      <table className="w-full min-w-[640px] border-collapse">
        <thead>
          <tr className="border-b [&_th]:h-9 [&_th]:px-3 [&_th]:text-small [&_th]:font-normal [&_th]:text-faint">
            <th scope="col" className="text-left">
              First
            </th>
            <th scope="col" className="text-left">
              Second
            </th>
            {['Won', 'Level', 'Lost', 'Win rate', 'Consistent', 'p'].map((head) => (
              <th key={head} scope="col" className="text-right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.pairs.map((pair) => (
            <tr
              key={`${pair.first_car_id}-${pair.second_car_id}`}
              className="border-b last:border-0 [&>*]:h-9 [&>*]:px-3 [&>td]:text-right"
            >
              <th scope="row" className="text-left font-normal">
                {name(pair.first_car_id)}
              </th>
              <td className="!text-left">{name(pair.second_car_id)}</td>
              <td className="figure">{pair.wins}</td>
              <td className="figure">{pair.ties}</td>
              <td className="figure">{pair.losses}</td>
              <td>
                <Figure
                  value={pair.win_rate}
                  format={formatShare}
                  reason="No answer of the judge was usable."
                />
              </td>
              <td>
                <Figure
                  value={pair.consistency}
                  format={formatShare}
                  reason="No answer of the judge was usable."
                />
              </td>
              <td>
                <Figure
                  value={pair.p_value}
                  format={(p) => (p < 0.001 ? '< 0.001' : p.toFixed(3))}
                  reason="No answer of the judge was usable."
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

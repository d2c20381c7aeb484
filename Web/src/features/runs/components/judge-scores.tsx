import { Figure } from '@/components/measures/figure'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/states'
import { formatCount } from '@/lib/format'
import type { Judging } from '../api/judgings'
import type { JudgeResult, Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { CarName } from './car-name'

interface Props {
  run: Run
  results: JudgeResult[]
  /** The newest judging that gave scores. */
  judging: Judging | undefined
}

/** The means of each car; the scores they are of stand with their items. */
export function JudgeScores({ run, results, judging }: Props) {
  const cars = carsOf(run)
  const keys = colourKeys(cars)
  const byCar = results.filter((result) => result.run_item_id === null && result.car_id !== null)
  if (byCar.length === 0) {
    return (
      <Empty title="No scores yet">
        Scores from 0 to 10 for writing, code, tools and the whole, with a reason for each.
      </Empty>
    )
  }
  return (
    <section aria-label="Scores by car" className="flex flex-col gap-2">
      <div
        className="relative overflow-x-auto rounded-lg border bg-surface"
        tabIndex={0}
        role="region"
        aria-label="Scores"
      >
        <table className="w-full min-w-[560px] border-collapse">
          <thead>
            <tr className="border-b [&_th]:h-9 [&_th]:px-3 [&_th]:text-small [&_th]:font-normal [&_th]:text-faint">
              <th scope="col" className="text-left">
                Car
              </th>
              {['Overall', 'Writing', 'Coding', 'Tools'].map((name) => (
                <th key={name} scope="col" className="text-right">
                  {name}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {byCar.map((row) => {
              const car = cars.find((other) => other.id === row.car_id)
              return (
                <tr key={row.car_id} className="border-b last:border-0 [&>*]:h-9 [&>*]:px-3">
                  <th scope="row" className="text-left font-normal">
                    <span className="flex max-w-[36vw] sm:max-w-72">
                      <CarName
                        name={car?.name ?? `Car ${row.car_id}`}
                        model={car?.model}
                        colourKey={keys.get(row.car_id!) ?? String(row.car_id)}
                      />
                    </span>
                  </th>
                  {[row.overall, row.writing_score, row.coding_score, row.tool_score].map((score, index) => (
                    <td key={index} className="text-right">
                      <Figure
                        value={score}
                        format={(value) => value.toFixed(1)}
                        reason="No answer was scored."
                      />
                    </td>
                  ))}
                  <td>{row.self_judged && <Badge tone="bad">judged by itself</Badge>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="text-small text-faint">
        {judging && `${formatCount(judging.scored_items)} answers judged`}
        {judging &&
          judging.parse_failures > 0 &&
          `; ${formatCount(judging.parse_failures)} scores could not be read and are in no mean`}
        {judging && '. '}Open an item for its reasons.
      </p>
    </section>
  )
}

import type { LoadDetail } from '../api/types'
import { levelText } from '../lib/findings'

/** What went wrong, level by level: how often, and what the first of each kind said. */
export function StageErrors({ detail: { load, stages } }: { detail: LoadDetail }) {
  const names = new Map(load.cars.map((car) => [car.id, car.name]))
  const failing = stages.filter((stage) => stage.errors.length > 0)
  if (failing.length === 0) return null
  return (
    <section aria-label="What went wrong" className="flex flex-col gap-2">
      <h2 className="font-semibold">What went wrong</h2>
      <ul className="flex flex-col rounded-lg border bg-surface">
        {failing.flatMap((stage) =>
          stage.errors.map(({ outcome, code, count, example }) => (
            <li
              key={`${stage.ordinal} ${outcome} ${code}`}
              className="flex flex-wrap gap-x-3 border-b px-3 py-2 last:border-0"
            >
              <span className="figure text-bad">{count} ×</span>
              <span className="min-w-0 truncate">
                {names.get(stage.car_id)}, {levelText(load.plan, stage.level_to)}
              </span>
              <span className="figure text-small text-faint">
                {outcome === 'rejected' ? 'not sent by Podium' : 'failed'} · {code}
              </span>
              {example && <span className="min-w-0 basis-full break-words text-muted">{example}</span>}
            </li>
          )),
        )}
      </ul>
    </section>
  )
}

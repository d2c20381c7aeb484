import { Link } from '@tanstack/react-router'
import { Figure } from '@/components/measures/figure'
import { formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'
import type { Standing } from '../api/leaderboard'
import { formatShare } from '../lib/measures'
import { CarName } from './car-name'

interface Column {
  name: string
  note: string
  value: (row: Standing) => number | null
  format: (value: number) => string
  under?: (row: Standing) => string | null
  reason: string
}

const columns: Column[] = [
  {
    name: 'Items',
    note: 'Items of all runs, warm-ups left out',
    value: (row) => row.items_total,
    format: formatCount,
    under: (row) =>
      [
        `${formatCount(row.runs)} ${row.runs === 1 ? 'run' : 'runs'}`,
        row.items_failed > 0 && `${formatCount(row.items_failed)} failed`,
      ]
        .filter(Boolean)
        .join(', '),
    reason: 'No item was run.',
  },
  {
    name: 'Passed',
    note: 'Items of which every check held, with the 95 % interval',
    value: (row) => row.pass?.value ?? null,
    format: formatShare,
    under: (row) =>
      row.pass &&
      `${formatShare(row.pass.low)} to ${formatShare(row.pass.high)} · n ${formatCount(row.pass.n)}`,
    reason: 'The suite has no checks.',
  },
  {
    name: 'Checks',
    note: 'Checks that passed, over all items',
    value: (row) => row.assertion_pass_rate,
    format: formatShare,
    reason: 'The suite has no checks.',
  },
  {
    name: 'Judge',
    note: 'Mean of the judges’ overall scores, 0 to 10',
    value: (row) => row.avg_judge_overall,
    format: (value) => value.toFixed(1),
    reason: 'None of its runs was judged.',
  },
  {
    name: 'TTFT',
    note: 'Time to the first token, mean',
    value: (row) => row.avg_ttft_ms,
    format: formatDuration,
    reason: 'No item sent a token.',
  },
  {
    name: 'Latency',
    note: 'Whole item, mean',
    value: (row) => row.avg_latency_ms,
    format: formatDuration,
    reason: 'No item was finished.',
  },
  {
    name: 'Speed',
    note: 'Output tokens per second, end to end, mean',
    value: (row) => row.avg_tokens_per_sec,
    format: (value) => `${formatRate(value)} tok/s`,
    reason: 'No item told its tokens.',
  },
  {
    name: 'Cost',
    note: 'Sum over the items whose price is known',
    value: (row) => row.cost_usd,
    format: formatUsd,
    reason: 'No price is known for this model.',
  },
]

/** Cars over all runs of one version of one suite, best first. */
export function StandingTable({
  rows,
  label,
  keys,
}: {
  rows: Standing[]
  label: string
  keys: Map<number, string>
}) {
  return (
    <div
      className="relative overflow-x-auto rounded-lg border bg-surface"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className="w-full min-w-[960px] border-collapse">
        <caption className="sr-only">{label}, best first by judge, then checks, then errors</caption>
        <thead>
          <tr className="border-b text-left [&>th]:h-9 [&>th]:px-3 [&>th]:text-small [&>th]:font-normal [&>th]:text-faint">
            <th scope="col">Car</th>
            {columns.map(({ name, note }) => (
              <th key={name} scope="col" title={note} className="text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.car_id} className="border-b align-top last:border-0">
              <th scope="row" className="px-3 py-2 text-left font-normal">
                <CarName
                  name={row.car_name}
                  model={row.model_name}
                  colourKey={keys.get(row.car_id) ?? row.model_name}
                />
                <span className="block max-w-64 truncate pl-[18px] text-small text-faint">
                  {[row.model_name, row.connection_name].filter(Boolean).join(' · ')}
                  {' · '}
                  <Link
                    to="/runs/$id"
                    params={{ id: String(row.last_run_id) }}
                    className="underline underline-offset-4"
                  >
                    last run #{row.last_run_id}
                  </Link>
                </span>
              </th>
              {columns.map(({ name, value, format, under, reason }) => (
                <td key={name} className="px-3 py-2 text-right whitespace-nowrap">
                  <Figure value={value(row)} format={format} reason={reason} />
                  {under?.(row) && <span className="figure block text-small text-faint">{under(row)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

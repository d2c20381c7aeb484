import { Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { formatDuration, formatRate, formatUsd } from '@/lib/format'
import type { ScoreRow } from '../api/scorecard'
import { formatShare } from '../lib/measures'
import { CarName } from './car-name'

interface Column {
  id: string
  name: string
  note: string
  value: (row: ScoreRow) => number | null
  format: (value: number) => string
  best: 'high' | 'low'
  /** Whether the rows can be told better and worse by it. */
  comparable?: (rows: ScoreRow[]) => boolean
  under?: (row: ScoreRow) => ReactNode
  reason: string
}

const columns: Column[] = [
  {
    id: 'pass',
    name: 'Passed',
    note: 'Items of which every check held, with the 95 % interval',
    value: (row) => row.pass?.value ?? null,
    format: formatShare,
    best: 'high',
    under: (row) =>
      row.pass &&
      `${row.pass.count} of ${row.pass.items ?? row.pass.n} · ${formatShare(row.pass.low)} to ${formatShare(row.pass.high)}`,
    reason: 'The suite has no checks.',
  },
  {
    id: 'checks',
    name: 'Checks',
    note: 'Checks that passed, over all items',
    value: (row) => row.assertion_pass_rate,
    format: formatShare,
    best: 'high',
    reason: 'The suite has no checks.',
  },
  {
    id: 'judge',
    name: 'Judge',
    note: 'Mean of the judge’s overall scores, 0 to 10',
    value: (row) => row.avg_judge_overall,
    format: (value) => value.toFixed(1),
    best: 'high',
    reason: 'Nobody has judged this run.',
  },
  {
    id: 'ttft',
    name: 'TTFT',
    note: 'Time to the first token, median',
    value: (row) => row.distributions.ttft_ms?.p50 ?? row.avg_ttft_ms,
    format: formatDuration,
    best: 'low',
    under: (row) =>
      row.distributions.ttft_ms &&
      `p95 ${formatDuration(row.distributions.ttft_ms.p95)} · n ${row.distributions.ttft_ms.n}`,
    reason: 'No item sent a token.',
  },
  {
    id: 'latency',
    name: 'Latency',
    note: 'Whole item, median',
    value: (row) => row.distributions.latency_ms?.p50 ?? row.avg_latency_ms,
    format: formatDuration,
    best: 'low',
    under: (row) =>
      row.distributions.latency_ms &&
      `p95 ${formatDuration(row.distributions.latency_ms.p95)} · n ${row.distributions.latency_ms.n}`,
    reason: 'No item was finished.',
  },
  {
    id: 'speed',
    name: 'Speed',
    note: 'Output tokens per second, end to end, mean',
    value: (row) => row.avg_tokens_per_sec,
    format: (value) => `${formatRate(value)} tok/s`,
    best: 'high',
    under: (row) =>
      row.distributions.decode_tokens_per_sec &&
      `${formatRate(row.distributions.decode_tokens_per_sec.p50)} after the first token`,
    reason: 'No item told its tokens.',
  },
  {
    id: 'cost',
    name: 'Cost',
    note: 'Sum over the items whose price is known',
    value: (row) => row.cost_usd,
    format: formatUsd,
    best: 'low',
    // A sum over fewer items is smaller: that makes nobody cheaper.
    comparable: (rows) =>
      new Set(rows.flatMap((row) => (row.cost_usd === null ? [] : row.cost_items))).size === 1,
    under: (row) =>
      row.cost_usd !== null &&
      row.cost_items !== null &&
      row.cost_items > 0 &&
      `${formatUsd(row.cost_usd / row.cost_items)} an item · ${row.cost_items} priced`,
    reason: 'No price is known for this model.',
  },
]

interface Props {
  rows: ScoreRow[]
  keyOf: (row: ScoreRow) => string
  demo: boolean
}

export function ScoreTable({ rows, keyOf, demo }: Props) {
  return (
    <div
      className="relative overflow-x-auto rounded-lg border bg-surface"
      tabIndex={0}
      role="region"
      aria-label="Scorecard"
    >
      <table className="w-full min-w-[960px] border-collapse">
        <caption className="sr-only">Scorecard, best first</caption>
        <thead>
          <tr className="border-b text-left">
            <th scope="col" className="h-9 px-3 text-small font-normal text-faint">
              Car
            </th>
            <th scope="col" className="h-9 px-3 text-right text-small font-normal text-faint">
              Items
            </th>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                title={column.note}
                className="h-9 px-3 text-right text-small font-normal text-faint"
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.car_id} className="border-b align-top last:border-0">
              <th scope="row" className="px-3 py-2 text-left font-normal">
                <span className="flex max-w-[36vw] sm:max-w-72">
                  <CarName name={row.car_name} model={row.model_name} colourKey={keyOf(row)} />
                </span>
                <span className="block max-w-[36vw] truncate pl-[18px] text-small text-faint sm:max-w-56">
                  {[row.model_name, row.connection_name].filter(Boolean).join(' · ')}
                </span>
              </th>
              <td className="px-3 py-2 text-right">
                <span className="figure whitespace-nowrap">
                  {row.items_completed + row.items_partial} of {row.items_total}
                </span>
                {(row.items_failed > 0 || row.items_partial > 0) && (
                  <span className="block text-small text-bad">
                    {[
                      row.items_failed > 0 && `${row.items_failed} failed`,
                      row.items_partial > 0 && `${row.items_partial} partial`,
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                )}
              </td>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} best={!demo && isBest(column, row, rows)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ column, row, best }: { column: Column; row: ScoreRow; best: boolean }) {
  const under = column.under?.(row)
  return (
    <td className="px-3 py-2 text-right whitespace-nowrap">
      <span className={best ? 'font-semibold text-good' : undefined}>
        {best && <Trophy aria-label="best" className="mr-1.5 inline size-3.5" />}
        <Figure value={column.value(row)} format={column.format} reason={column.reason} />
      </span>
      {under && <span className="figure block text-small text-faint">{under}</span>}
    </td>
  )
}

/** The best of several, and only when it is alone in that. */
function isBest(column: Column, row: ScoreRow, rows: ScoreRow[]): boolean {
  if (column.comparable && !column.comparable(rows)) return false
  const mine = column.value(row)
  const others = rows.filter((other) => other !== row).map(column.value)
  if (mine === null || others.every((value) => value === null)) return false
  return others.every((value) => value === null || (column.best === 'high' ? mine > value : mine < value))
}

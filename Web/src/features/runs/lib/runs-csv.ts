import type { Run } from '../api/types'
import { carsOf } from './cars'

const head = [
  'id',
  'label',
  'suite',
  'version',
  'status',
  'mode',
  'cars',
  'items',
  'done',
  'started',
  'finished',
]

/** A cell that a spreadsheet would run as a formula is kept text by an apostrophe. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const runsCsv = (runs: Run[]): string =>
  [
    head,
    ...runs.map((run) => [
      run.id,
      run.label,
      run.suite_name,
      run.suite_version,
      run.status,
      run.mode,
      carsOf(run)
        .map((car) => car.name)
        .join('; '),
      run.items_total,
      run.items_done,
      run.started_at,
      run.finished_at,
    ]),
  ]
    .map((row) => row.map(csvCell).join(','))
    .join('\r\n')

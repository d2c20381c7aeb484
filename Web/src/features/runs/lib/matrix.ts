import type { Row } from '../api/items'
import type { RunSearch } from './runs-search'
import { verdictOf, type Verdict } from './status'

/** The items of one car at one test: one per repetition. */
export interface Cell {
  items: Row[]
  verdict: Verdict
  passed: number
  latencyMs: number | null
  /** The first one that ended as the cell says. */
  shows: Row
}

export interface MatrixRow {
  testId: number
  name: string
  cells: Map<number, Cell>
}

export const rowVerdict = ({ status, checks_passed, checks_total, passed }: Row): Verdict =>
  verdictOf({ status, checksPassed: checks_passed, checksTotal: checks_total, passed })

// The worst that was seen stands for the cell: a case that passes two times of three is no pass.
const order: Verdict[] = ['running', 'pending', 'error', 'fail', 'partial', 'cancelled', 'done', 'pass']

/** Cases down, cars across, in the order of the run. Warm-ups are no results. */
export function matrixOf(items: readonly Row[], testName: (testId: number) => string): MatrixRow[] {
  const rows = new Map<number, MatrixRow>()
  for (const item of items) {
    if (item.is_warmup || item.test_id === null || item.car_id === null) continue
    let row = rows.get(item.test_id)
    if (!row) {
      row = { testId: item.test_id, name: item.test_name ?? testName(item.test_id), cells: new Map() }
      rows.set(item.test_id, row)
    }
    const cell = row.cells.get(item.car_id)
    if (cell) cell.items.push(item)
    else
      row.cells.set(item.car_id, {
        items: [item],
        verdict: 'pending',
        passed: 0,
        latencyMs: null,
        shows: item,
      })
  }
  for (const row of rows.values()) for (const cell of row.cells.values()) settle(cell)
  return [...rows.values()]
}

function settle(cell: Cell): void {
  const verdicts = cell.items.map(rowVerdict)
  cell.verdict = order.find((verdict) => verdicts.includes(verdict)) ?? 'pending'
  cell.shows = cell.items[Math.max(0, verdicts.indexOf(cell.verdict))]!
  cell.passed = verdicts.filter((verdict) => verdict === 'pass').length
  const latencies = cell.items.flatMap((item) => item.totalMs ?? [])
  cell.latencyMs =
    latencies.length === 0 ? null : latencies.reduce((sum, value) => sum + value, 0) / latencies.length
}

const bad: Verdict[] = ['fail', 'error']

export function filterMatrix(rows: MatrixRow[], { show, q }: RunSearch): MatrixRow[] {
  const word = q?.toLowerCase()
  return rows.filter((row) => {
    if (word && !row.name.toLowerCase().includes(word)) return false
    const verdicts = [...row.cells.values()].map((cell) => cell.verdict)
    if (show === 'failed') return verdicts.some((verdict) => bad.includes(verdict))
    if (show === 'partial') return verdicts.includes('partial')
    if (show === 'differ') return new Set(verdicts).size > 1
    return true
  })
}

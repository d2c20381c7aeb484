import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { rowSchema } from '../api/items'
import { runSchema } from '../api/types'
import { timelineOf } from './item-timeline'
import { markersOnBar } from './markers'
import { filterMatrix, matrixOf } from './matrix'
import { formatChange, formatShare } from './measures'
import { csvCell, runsCsv } from './runs-csv'
import { verdictOf } from './status'

const { row } = raceSamples
const rows = [
  row(1, 1, 1),
  row(2, 1, 2, {}, { checks_passed: 1, passed: false }),
  row(3, 2, 1),
  row(4, 2, 1, { repetition: 2 }, { checks_passed: 0, passed: false, total_us: 3_240_000 }),
  row(5, 2, 2, { is_warmup: true }),
  row(6, 2, 2, { status: 'FAILED' }, null),
].map((each) => rowSchema.parse(each))

it('cases stand down, cars across; a cell shows the worst of its repetitions, and warm-ups are no results', () => {
  const matrix = matrixOf(rows, String)
  const cells = matrix.map(({ name, cells }) => [
    name,
    [...cells].map(([car, cell]) => [car, cell.verdict, cell.passed, cell.items.length]),
  ])
  expect(cells).toEqual([
    [
      'Greeting',
      [
        [1, 'pass', 1, 1],
        [2, 'partial', 0, 1],
      ],
    ],
    [
      'Farewell',
      [
        [1, 'fail', 1, 2],
        [2, 'error', 0, 1],
      ],
    ],
  ])
  expect(matrix[1]!.cells.get(1)!.latencyMs).toBe(2240)
})

it('filters to what failed, to where cars differ, and by name', () => {
  const matrix = matrixOf(rows, String)
  const names = (search: Parameters<typeof filterMatrix>[1]) =>
    filterMatrix(matrix, search).map(({ name }) => name)
  expect(names({ show: 'failed' })).toEqual(['Farewell'])
  expect(names({ show: 'partial' })).toEqual(['Greeting'])
  expect(names({ show: 'differ' })).toEqual(['Greeting', 'Farewell'])
  expect(names({ q: 'GREET' })).toEqual(['Greeting'])
})

it.each([
  ['COMPLETED', null, null, null, 'done'],
  ['COMPLETED', 2, 2, null, 'pass'],
  ['COMPLETED', 1, 2, true, 'pass'],
  ['COMPLETED', 0, 2, false, 'fail'],
  ['PARTIAL_TOOL_SUPPORT', 2, 2, true, 'partial'],
  ['FAILED', null, null, null, 'error'],
])('%s with %s of %s checks (%s) is %s', (status, checksPassed, checksTotal, passed, verdict) =>
  expect(verdictOf({ status, checksPassed, checksTotal, passed })).toBe(verdict),
)

it('the course of an item is waiting, streaming, tools and pauses', () => {
  const at = (type: string, ms: number) => ({
    seq: ms,
    type,
    data: { timestamp: new Date(1e12 + ms).toISOString().replace('Z', '000') },
  })
  const timeline = timelineOf([
    at('item.started', 0),
    at('request.sent', 10),
    at('item.retry', 110),
    at('request.sent', 310),
    at('ttft.recorded', 400),
    at('tool.call.detected', 700),
    at('request.sent', 750),
    at('ttft.recorded', 800),
    at('item.metrics', 1000),
    at('item.completed', 1001),
  ])!
  expect(timeline.spans.map(({ kind, fromMs, toMs }) => [kind, toMs - fromMs])).toEqual([
    ['waiting', 100],
    ['pause', 200],
    ['waiting', 90],
    ['streaming', 300],
    ['tool', 50],
    ['waiting', 50],
    ['streaming', 200],
  ])
  expect([timeline.retries, timeline.totalMs]).toEqual([1, 1001])
  expect(timelineOf([])).toBeNull()
})

it('a spreadsheet runs nothing that a model or a person named', () => {
  expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"')
  expect(csvCell(-3)).toBe('-3')
  const csv = runsCsv([runSchema.parse(raceSamples.run(7, { label: 'one, two' }))])
  expect(csv.split('\r\n')[1]).toContain('7,"one, two",Manners,3,COMPLETED')
})

it('ten thousand markers are no more to draw than the places of the bar', () => {
  const markers = Array.from({ length: 10_000 }, (_, i) => ({ atMs: i, kind: 'retry' as const, carId: 1 }))
  expect(markersOnBar(markers, 0, 10_000).length).toBeLessThanOrEqual(201)
})

it.each([
  [0.123, '+12 %'],
  [-0.05, '−5.0 %'],
  [0, '±0'],
])('a change of %d reads %s', (value, text) => expect(formatChange(value, formatShare)).toBe(text))

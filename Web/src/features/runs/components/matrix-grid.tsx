import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { cx } from '@/lib/class-names'
import { formatCount, formatDuration } from '@/lib/format'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import type { Cell, MatrixRow } from '../lib/matrix'
import { verdictLabels } from '../lib/status'
import { CarName } from './car-name'
import { VerdictGlyph } from './verdict-glyph'

const rowHeight = 36
/** More columns than that are no table any more; the scorecard has all cars. */
const shownCars = 60

interface Props {
  run: Run
  rows: MatrixRow[]
  onItem: (itemId: number) => void
}

/** Only the rows in view exist, and the one with the cursor. Arrows walk over the cells, Enter opens one. */
export function MatrixGrid({ run, rows, onItem }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const every = carsOf(run)
  const cars = every.slice(0, shownCars)
  const keys = colourKeys(cars)
  const [cursor, setCursor] = useState({ row: 0, column: 0 })
  // A filter may have taken the row away.
  const active = {
    row: Math.min(cursor.row, rows.length - 1),
    column: Math.min(cursor.column, cars.length - 1),
  }
  const walking = useRef(false)
  // The virtualizer keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // However far it is scrolled away, the cell with the cursor exists: it can have the focus, and the Tab key finds it.
    rangeExtractor: (range) =>
      [...new Set([active.row, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  })

  useLayoutEffect(() => {
    if (!walking.current) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.row}-${active.column}"]`)
    if (!cell) return
    walking.current = false
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  function onKeyDown(event: React.KeyboardEvent) {
    const step = steps[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    walking.current = true
    setCursor({
      row: Math.max(0, Math.min(rows.length - 1, active.row + step[0])),
      column: Math.max(0, Math.min(cars.length - 1, active.column + step[1])),
    })
  }

  const columns = `minmax(180px, 1.6fr) repeat(${cars.length}, minmax(116px, 1fr))`
  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label="Cases by cars"
        aria-rowcount={rows.length + 1}
        aria-colcount={cars.length + 1}
        onKeyDown={onKeyDown}
        className="min-h-0 grow scroll-pt-9 scroll-pl-[180px] overflow-auto rounded-lg border bg-surface"
      >
        <div style={{ minWidth: 180 + cars.length * 116 }}>
          <div
            role="row"
            aria-rowindex={1}
            className="sticky top-0 z-10 grid border-b bg-surface"
            style={{ gridTemplateColumns: columns, height: rowHeight }}
          >
            <span
              role="columnheader"
              className="sticky left-0 flex items-center bg-surface px-3 text-small text-faint"
            >
              Case
            </span>
            {cars.map((car) => (
              <span key={car.id} role="columnheader" className="flex min-w-0 items-center px-2">
                <CarName name={car.name} model={car.model} colourKey={keys.get(car.id)!} />
              </span>
            ))}
          </div>
          <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, key }) => {
              const row = rows[index]!
              return (
                <div
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  className="absolute inset-x-0 grid border-b last:border-0"
                  style={{ top: start, height: rowHeight, gridTemplateColumns: columns }}
                >
                  <span
                    role="rowheader"
                    title={row.name}
                    className="sticky left-0 flex min-w-0 items-center border-r bg-surface px-3"
                  >
                    <span className="truncate">{row.name}</span>
                  </span>
                  {cars.map((car, column) => (
                    <CellButton
                      key={car.id}
                      cell={row.cells.get(car.id)}
                      name={`${row.name}, ${car.name}`}
                      place={`${index}-${column}`}
                      active={active.row === index && active.column === column}
                      onFocus={() => setCursor({ row: index, column })}
                      onOpen={onItem}
                    />
                  ))}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {every.length > cars.length && (
        <p className="text-small text-faint">
          The first {shownCars} cars, and {formatCount(every.length - cars.length)} more in the scorecard.
        </p>
      )}
    </>
  )
}

const steps: Record<string, [number, number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  j: [1, 0],
  k: [-1, 0],
  PageDown: [15, 0],
  PageUp: [-15, 0],
  Home: [-1e9, 0],
  End: [1e9, 0],
}

interface CellProps {
  cell: Cell | undefined
  name: string
  place: string
  active: boolean
  onFocus: () => void
  onOpen: (itemId: number) => void
}

function CellButton({ cell, name, place, active, onFocus, onOpen }: CellProps) {
  const focus = { 'data-cell': place, tabIndex: active ? 0 : -1, onFocus }
  if (!cell) {
    return (
      <span
        role="gridcell"
        {...focus}
        className="flex items-center px-2 text-faint focus-visible:outline-offset-[-2px]"
      >
        <span aria-hidden>–</span>
        <span className="sr-only">{`${name}: no item`}</span>
      </span>
    )
  }
  const several = cell.items.length > 1
  return (
    <span role="gridcell" className="min-w-0">
      <button
        type="button"
        {...focus}
        onClick={() => onOpen(cell.shows.id)}
        className={cx(
          'flex h-full w-full items-center gap-2 px-2 hover:bg-sunken focus-visible:outline-offset-[-2px]',
          (cell.verdict === 'error' || cell.verdict === 'fail') && 'bg-bad-wash',
        )}
      >
        <span className="sr-only">
          {`${name}: ${several ? `${cell.passed} of ${cell.items.length} passed` : verdictLabels[cell.verdict]}`}
        </span>
        <VerdictGlyph verdict={cell.verdict} />
        {several && (
          <span className="figure text-small">
            {cell.passed}/{cell.items.length}
          </span>
        )}
        {cell.latencyMs !== null && (
          <span className="figure ml-auto truncate text-small text-faint">
            {formatDuration(cell.latencyMs)}
          </span>
        )}
      </button>
    </span>
  )
}

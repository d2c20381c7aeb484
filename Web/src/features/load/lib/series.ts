import type { Series } from '@/components/measures/line-chart'
import { modelColour } from '@/lib/model-colour'
import type { CarWindow, LoadWindow } from '../api/events'
import type { LoadCar, StageResult } from '../api/types'

/** One line per car over time; where a window says nothing of a car, its line breaks. */
function overTime(
  windows: readonly LoadWindow[],
  cars: readonly LoadCar[],
  name: string,
  read: (car: CarWindow, width: number) => number | null,
  look: Series['look'] = 'line',
): Series[] {
  return cars.map((car) => ({
    key: `${car.id}-${name}`,
    label: name === '' ? car.name : `${car.name} ${name}`,
    colour: modelColour(car.model),
    look,
    points: windows.map((window) => {
      const mine = window.cars.find((each) => each.car_id === car.id)
      return { x: window.at_s, y: mine ? read(mine, window.width_s) : null }
    }),
  }))
}

// The last window may be a sliver: an answer in it is no rate of a hundred a second.
const shortest = 0.5

export const throughput = (
  windows: readonly LoadWindow[],
  cars: readonly LoadCar[],
  open: boolean,
): Series[] => [
  ...(open ? overTime(windows, cars, 'offered', (car) => car.level, 'dashed') : []),
  ...overTime(
    windows,
    cars,
    open ? 'answered' : '',
    (car, width) => car.completed / Math.max(shortest, width),
  ),
]

export const latency = (
  windows: readonly LoadWindow[],
  cars: readonly LoadCar[],
  measure: 'ttft' | 'e2e' | 'itl',
): Series[] => [
  ...overTime(windows, cars, 'p95', (car) => car[`${measure}_p95_ms`], 'faint'),
  ...overTime(windows, cars, 'p50', (car) => car[`${measure}_p50_ms`]),
]

export const inFlight = (windows: readonly LoadWindow[], cars: readonly LoadCar[]): Series[] =>
  overTime(windows, cars, '', (car) => car.in_flight)

export const waiting = (windows: readonly LoadWindow[], cars: readonly LoadCar[]): Series[] => [
  ...overTime(windows, cars, 'p95', (car) => car.wait_p95_ms, 'faint'),
  ...overTime(windows, cars, 'p50', (car) => car.wait_p50_ms),
]

/** One point per level: what a car did there, over the whole of it. */
export function overLevels(
  stages: readonly StageResult[],
  cars: readonly LoadCar[],
  name: string,
  read: (stage: StageResult) => number | null | undefined,
  look: Series['look'] = 'line',
): Series[] {
  return cars.map((car) => ({
    key: `${car.id}-${name}`,
    label: name === '' ? car.name : `${car.name} ${name}`,
    colour: modelColour(car.model),
    look,
    dots: look === 'line',
    points: stages
      .filter((stage) => stage.car_id === car.id)
      .map((stage) => ({ x: stage.level_to, y: read(stage) ?? null })),
  }))
}

import { claimColours } from '@/lib/model-colour'
import type { Run, RunCar } from '../api/types'

/** What a car's colour is kept under: its model, and its own name where two cars of a run share a model. */
export function colourKeys(cars: readonly RunCar[]): Map<number, string> {
  const uses = new Map<string, number>()
  for (const car of cars) uses.set(car.model, (uses.get(car.model) ?? 0) + 1)
  const keys = new Map(
    cars.map((car) => [car.id, uses.get(car.model)! > 1 ? `${car.model} · ${car.name}` : car.model]),
  )
  claimColours([...keys.values()])
  return keys
}

/** The cars as they started; of a run that tells only their ids, by number. */
export const carsOf = (run: Run): RunCar[] =>
  run.cars.length > 0
    ? run.cars
    : run.selected_car_ids_json.map((id) => ({ id, name: `Car ${id}`, model: `car ${id}`, connection: null }))

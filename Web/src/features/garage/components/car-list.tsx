import { useState } from 'react'
import { Input } from '@/components/ui/field'
import { formatCount } from '@/lib/format'
import type { Car } from '../api/types'
import { CarRow } from './car-row'

const searchable = 12
const shown = 40

/** The cars of a connection. Somebody's script may have made thousands: those are found by typing. */
export function CarList({
  name,
  cars,
  onEditCar,
}: {
  name: string
  cars: Car[]
  onEditCar: (car: Car) => void
}) {
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const fitting = cars.filter((car) => `${car.name}\n${car.model_name}`.toLowerCase().includes(wanted))
  return (
    <>
      {cars.length > searchable && (
        <div className="px-4 pt-3 pb-1">
          <Input
            aria-label={`Find a car of ${name}`}
            placeholder={`Find one of ${formatCount(cars.length)} cars`}
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </div>
      )}
      <ul aria-label={`Cars of ${name}`}>
        {fitting.slice(0, shown).map((car) => (
          <CarRow key={car.id} car={car} onEdit={() => onEditCar(car)} />
        ))}
      </ul>
      {fitting.length > shown && (
        <p className="px-4 py-2 text-small text-faint">
          and {formatCount(fitting.length - shown)} more: type to find one
        </p>
      )}
      {cars.length > 0 && fitting.length === 0 && (
        <p className="px-4 py-2 text-small text-faint">No car is called so.</p>
      )}
    </>
  )
}

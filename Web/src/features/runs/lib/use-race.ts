import { useEffect, useMemo } from 'react'
import { useStore } from '@/lib/store'
import type { Run } from '../api/types'
import { carsOf } from './cars'
import { raceOf, type RaceStore } from './race-store'

/** Follows the race while it is on the screen. The server goes on either way. */
export function useRace(run: Run): RaceStore {
  const carIds = carsOf(run)
    .map((car) => car.id)
    .join(',')
  const { id, items_total: total } = run
  const race = useMemo(() => {
    const ids = carIds.split(',').filter(Boolean).map(Number)
    return raceOf(id, { carIds: ids, itemsPerCar: Math.round((total ?? 0) / Math.max(1, ids.length)) })
  }, [id, carIds, total])
  useEffect(() => race.attach(), [race])
  return race
}

export const useRaceView = (race: RaceStore) => useStore(race.view)

export const testName = (race: RaceStore, testId: number | null): string =>
  testId === null ? 'A test' : (race.testNames.get(testId) ?? `Test ${testId}`)

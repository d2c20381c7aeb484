import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { paceQuery } from '../api/queries'
import type { Pace } from './pace'

/** What earlier races say of each car: those on this suite before those on any other. Nothing while that is not known. */
export function usePace(suiteId: number | null): Pace {
  const anywhere = useQuery(paceQuery(null))
  const here = useQuery({ ...paceQuery(suiteId), enabled: suiteId !== null })
  return useMemo(() => new Map([...(anywhere.data ?? []), ...(here.data ?? [])]), [anywhere.data, here.data])
}

import { useEffect, useMemo } from 'react'
import { useStore } from '@/lib/store'
import type { Options } from '../api/types'
import type { Lane, LaneView } from './lane'
import { openSession, type BuildSession } from './session'

export function useBuildSession(id: string, options: Options): BuildSession {
  const session = useMemo(() => openSession(id, options), [id, options])
  useEffect(() => {
    session.attach()
    return () => session.release()
  }, [session])
  return session
}

export const useLane = (lane: Lane): LaneView => useStore(lane.view)
export const useLaneSummary = (lane: Lane): LaneView => useStore(lane.summary)

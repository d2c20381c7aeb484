import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { recentRunsQuery } from '../api/queries'
import type { Run } from '../api/types'
import type { RacePhase } from './race-model'
import { isOver } from './status'

const phaseOf = (status: string): RacePhase =>
  isOver(status) ? 'over' : status === 'PAUSED' ? 'paused' : status === 'RUNNING' ? 'racing' : 'waiting'

/** The record of a run follows what the race tells as it happens, where the two differ; what is only read again tells nothing new. */
export function useRecordOf({ id, status }: Run, phase: RacePhase): void {
  const client = useQueryClient()
  const before = useRef(phase)
  const recorded = phaseOf(status)
  useEffect(() => {
    if (before.current === phase) return
    const readUp = recorded === 'over' && before.current !== 'over'
    before.current = phase
    if (phase === recorded || readUp) return
    void client.invalidateQueries({ queryKey: ['runs', id] })
    void client.invalidateQueries({ queryKey: ['runs', 'list'] })
    void client.invalidateQueries({ queryKey: recentRunsQuery.queryKey })
  }, [client, id, phase, recorded])
}

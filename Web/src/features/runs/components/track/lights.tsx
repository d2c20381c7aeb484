import { useEffect, useState } from 'react'
import { lightCount, StartLights, type LightsLook } from '@/components/racing/start-lights'
import type { RacePhase } from '../../lib/race-model'

const stepMs = 260
const said: Record<RacePhase, { look: LightsLook; label: string }> = {
  waiting: { look: 'red', label: 'On the grid' },
  racing: { look: 'green', label: 'Lights out: racing' },
  paused: { look: 'yellow', label: 'Yellow flag: paused' },
  over: { look: 'chequered', label: 'Chequered flag' },
}

/** Red one after the other until the server starts the run; nobody waits for them. */
export function Lights({ phase }: { phase: RacePhase }) {
  const [lit, setLit] = useState(1)
  const waiting = phase === 'waiting'
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => setLit((count) => Math.min(lightCount, count + 1)), stepMs)
    return () => clearInterval(timer)
  }, [waiting])
  return <StartLights {...said[phase]} lit={lit} />
}

import { useEffect, useState } from 'react'
import { cx } from '@/lib/class-names'
import type { RacePhase } from '../../lib/race-model'

const lights = 5
const stepMs = 260
const said: Record<RacePhase, string> = {
  waiting: 'On the grid',
  racing: 'Lights out: racing',
  paused: 'Yellow flag: paused',
  over: 'Chequered flag',
}

/** Red one after the other until the server starts the run; nobody waits for them. */
export function Lights({ phase }: { phase: RacePhase }) {
  const [lit, setLit] = useState(1)
  const waiting = phase === 'waiting'
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => setLit((count) => Math.min(lights, count + 1)), stepMs)
    return () => clearInterval(timer)
  }, [waiting])
  return (
    <span
      role="img"
      aria-label={said[phase]}
      title={said[phase]}
      className="inline-flex gap-1 rounded-md border bg-sunken p-1.5"
    >
      {Array.from({ length: lights }, (_, index) => (
        <span
          key={index}
          className={cx(
            'size-3 rounded-full border',
            waiting && index < lit && 'border-bad bg-bad',
            phase === 'racing' && 'border-good bg-good',
            phase === 'paused' && 'border-signal bg-signal',
            phase === 'over' && (index % 2 === 0 ? 'border-ink bg-ink' : 'border-ink bg-surface'),
            waiting && index >= lit && 'border-line-strong',
          )}
        />
      ))}
    </span>
  )
}

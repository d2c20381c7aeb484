import { useCallback, useEffect, useRef, useState } from 'react'
import { lightCount } from '@/components/racing/start-lights'
import { useMedia } from '@/lib/use-media'

const stepMs = 140

/** Red one after the other; whoever asked for less motion gets all of them at once. */
export function useStartLights() {
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const [lit, setLit] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)

  const off = useCallback(() => {
    if (timer.current !== null) clearInterval(timer.current)
    timer.current = null
    setLit(null)
  }, [])
  useEffect(() => off, [off])

  /** Done once all of them are red. */
  const raise = useCallback((): Promise<void> => {
    if (still) {
      setLit(lightCount)
      return Promise.resolve()
    }
    let count = 1
    setLit(count)
    return new Promise((resolve) => {
      timer.current = setInterval(() => {
        if (++count > lightCount) {
          if (timer.current !== null) clearInterval(timer.current)
          resolve()
        } else setLit(count)
      }, stepMs)
    })
  }, [still])

  return { lit, raise, off }
}

import { ArrowDownToLine } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { modelColour } from '@/lib/model-colour'
import type { RaceStore } from '../../lib/race-store'
import { testName, useRaceView } from '../../lib/use-race'

const shownCharacters = 20_000

interface Props {
  race: RaceStore
  carId: number
  name: string
  colourKey: string
}

/** What the chosen car is saying; the end stays in view until somebody scrolls up. */
export function LaneText({ race, carId, name, colourKey }: Props) {
  useRaceView(race)
  const scroller = useRef<HTMLPreElement>(null)
  const [following, setFollowing] = useState(true)
  const lane = race.model.lane(carId)
  const version = lane?.textVersion ?? 0
  const text = lane?.readText() ?? ''

  useLayoutEffect(() => {
    if (following && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [following, version, carId])

  return (
    <section
      aria-label={`Text of ${name}`}
      className="relative flex h-72 min-w-0 flex-col overflow-hidden rounded-lg border bg-surface"
      style={{ borderTop: `3px solid ${modelColour(colourKey)}` }}
    >
      <header className="flex h-10 shrink-0 items-center gap-2 border-b px-3">
        <h2 className="truncate font-semibold">{name}</h2>
        <span className="truncate text-muted">
          {lane?.textItem ? testName(race, lane.textItem.testId) : ''}
        </span>
        {lane?.thinking && <Badge tone="signal">thinking</Badge>}
      </header>
      <pre
        ref={scroller}
        tabIndex={0}
        aria-label={`What ${name} says`}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setFollowing(scrollHeight - scrollTop - clientHeight < 40)
        }
        className="code min-h-0 grow overflow-auto bg-sunken p-3 break-words whitespace-pre-wrap"
      >
        {text === '' ? <span className="text-faint">Nothing said yet.</span> : text.slice(-shownCharacters)}
      </pre>
      {!following && (
        <Button
          size="small"
          className="absolute right-3 bottom-3 shadow-float"
          onClick={() => setFollowing(true)}
        >
          <ArrowDownToLine aria-hidden /> Follow
        </Button>
      )}
    </section>
  )
}

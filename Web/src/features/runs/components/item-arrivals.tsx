import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ArrivalStrip } from '@/components/measures/arrival-strip'
import { Arrivals } from '@/components/measures/arrivals'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/lib/format'
import { arrivalsQuery, stretchOf, type ItemArrivals as Times, type Stretch } from '../api/item-arrivals'
import type { ItemEvent } from '../api/items'
import { NotRefreshed } from './not-refreshed'

interface Props {
  runId: number
  itemId: number
  events: ItemEvent[]
  colour: string
}

/** Read by itself up to here, some 150 kB; beside many cars an item is a small part of what has to be read. */
const readByItself = 800

/** When the text of the answer came, as it was passed on to those who watched. */
export function ItemArrivals({ runId, itemId, events, colour }: Props) {
  const stretch = useMemo(() => stretchOf(events), [events])
  if (!stretch) return null
  return <Picture key={itemId} runId={runId} itemId={itemId} stretch={stretch} colour={colour} />
}

function Picture({ stretch, colour, runId, itemId }: Omit<Props, 'events'> & { stretch: Stretch }) {
  const length = stretch.toSeq - stretch.afterSeq
  const [asked, setAsked] = useState(length <= readByItself)
  const { data, error, refetch } = useQuery({ ...arrivalsQuery(runId, itemId, stretch), enabled: asked })
  const arrivals = useMemo(() => (data ? arrivalsOf(data) : null), [data])
  if (!asked) {
    return (
      <Button size="small" className="mt-3" onClick={() => setAsked(true)}>
        Draw when its text came ({formatCount(length)} events to read)
      </Button>
    )
  }
  if (!arrivals) {
    return error ? (
      <NotRefreshed error={error} onRetry={() => void refetch()}>
        When its text came could not be read.
      </NotRefreshed>
    ) : null
  }
  if (arrivals.count === 0) return null
  return (
    <figure className="mt-3">
      <ArrivalStrip arrivals={arrivals} colour={colour} what="pieces of text" />
      <figcaption className="text-small text-faint">
        When its text came, since the request was sent; what came within 40 ms is one piece.
      </figcaption>
    </figure>
  )
}

function arrivalsOf({ answerMs, reasoningMs }: Times): Arrivals {
  const arrivals = new Arrivals()
  const all = [
    ...answerMs.map((ms) => ({ ms, channel: 'answer' as const })),
    ...reasoningMs.map((ms) => ({ ms, channel: 'reasoning' as const })),
  ].sort((a, b) => a.ms - b.ms)
  for (const { ms, channel } of all) arrivals.add(Math.max(0, ms), channel)
  return arrivals
}

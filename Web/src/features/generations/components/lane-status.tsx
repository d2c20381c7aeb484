import { Badge } from '@/components/ui/badge'
import type { LaneView } from '../lib/lane'

type Tone = 'plain' | 'signal' | 'good' | 'bad'

/** Where a lane stands, in one or two words. */
export function describeStatus({ state, connection, cancelling }: LaneView): {
  text: string
  tone: Tone
  live: boolean
} {
  if (cancelling) return { text: 'Cancelling', tone: 'plain', live: true }
  if (connection === 'reconnecting') return { text: 'Reconnecting', tone: 'bad', live: true }
  switch (state.status) {
    case 'starting':
      return { text: 'Starting', tone: 'plain', live: true }
    case 'queued':
      return { text: 'Queued', tone: 'plain', live: true }
    case 'running':
      if (state.characters > 0) return { text: 'Writing', tone: 'signal', live: true }
      return { text: state.reasoningCharacters > 0 ? 'Thinking' : 'Waiting', tone: 'signal', live: true }
    case 'complete':
      return state.truncated
        ? { text: 'Cut off', tone: 'bad', live: false }
        : { text: 'Done', tone: 'good', live: false }
    case 'failed':
      return { text: 'Failed', tone: 'bad', live: false }
    case 'cancelled':
      return { text: 'Cancelled', tone: 'plain', live: false }
    case 'interrupted':
      return { text: 'Interrupted', tone: 'bad', live: false }
  }
}

export function LaneStatusBadge({ view }: { view: LaneView }) {
  const { text, tone, live } = describeStatus(view)
  const hint = view.state.truncated ? 'The model hit its token limit: the page is not whole.' : undefined
  return (
    <Badge tone={tone} title={hint}>
      {live && <span aria-hidden className="live-dot size-1.5 rounded-full bg-current" />}
      {text}
    </Badge>
  )
}

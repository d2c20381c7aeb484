import { CodeView } from '@/components/code/code-view'
import type { Lane } from '../lib/lane'
import { isFinished } from '../lib/lane-state'
import { useLane } from '../lib/use-session'

/** The one part of a lane that renders with every frame. */
export function LaneCode({ lane, name }: { lane: Lane; name: string }) {
  const { state } = useLane(lane)
  if (lane.code.characters === 0) return <Quiet lane={lane} />
  const finished = isFinished(state.status)
  return (
    <CodeView
      // A finished text is read from its beginning, by a view that never followed its end.
      key={finished ? 'finished' : 'live'}
      buffer={lane.code}
      version={lane.code.version}
      label={`Code by ${name}`}
      live={!finished}
    />
  )
}

function Quiet({ lane }: { lane: Lane }) {
  const { state } = useLane(lane)
  const text = isFinished(state.status)
    ? state.reasoningCharacters > 0
      ? 'It reasoned, but no answer arrived. What it thought is in the Reasoning tab.'
      : 'No text arrived.'
    : state.reasoningCharacters > 0
      ? 'Thinking. Its reasoning is in the Reasoning tab.'
      : 'Waiting for the first token.'
  return <p className="grid h-full place-items-center bg-sunken px-4 text-center text-muted">{text}</p>
}

import { formatDuration } from '@/lib/format'
import type { ItemEvent } from '../api/items'
import { timelineOf, type SpanKind } from '../lib/item-timeline'

const names: Record<SpanKind, string> = {
  waiting: 'waiting for the first token',
  streaming: 'streaming',
  tool: 'running tools',
  pause: 'pause before another try',
}

const kinds: SpanKind[] = ['waiting', 'streaming', 'tool', 'pause']

/** The item's course as a picture: what it waited for, and for how long. */
export function ItemTimeline({ events, colour }: { events: ItemEvent[]; colour: string }) {
  const timeline = timelineOf(events)
  if (!timeline || timeline.totalMs <= 0) return null
  const sums = kinds.flatMap((kind) => {
    const ms = timeline.spans
      .filter((span) => span.kind === kind)
      .reduce((sum, span) => sum + span.toMs - span.fromMs, 0)
    return ms > 0 ? [{ kind, ms }] : []
  })
  const label = sums.map(({ kind, ms }) => `${names[kind]} ${formatDuration(ms)}`).join(', ')
  return (
    <figure className="mt-3">
      <div
        role="img"
        aria-label={`Course of the item: ${label}`}
        className="relative h-4 rounded-sm border bg-sunken"
      >
        {timeline.spans.map((span, index) => (
          <span
            key={index}
            title={`${names[span.kind]}, ${formatDuration(span.toMs - span.fromMs)}`}
            className="absolute inset-y-0"
            style={{
              left: `${(span.fromMs / timeline.totalMs) * 100}%`,
              width: `max(2px, ${((span.toMs - span.fromMs) / timeline.totalMs) * 100}%)`,
              ...look(span.kind, colour),
            }}
          />
        ))}
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-small text-muted">
        {sums.map(({ kind, ms }) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-[3px] border" style={look(kind, colour)} />
            {names[kind]} <span className="figure">{formatDuration(ms)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function look(kind: SpanKind, colour: string): React.CSSProperties {
  const striped = (tint: string) => `repeating-linear-gradient(135deg, ${tint} 0 3px, transparent 3px 6px)`
  switch (kind) {
    case 'streaming':
      return { background: colour }
    case 'waiting':
      return { background: striped(colour) }
    case 'tool':
      return { background: 'var(--signal)' }
    case 'pause':
      return { background: striped('var(--bad)') }
  }
}

import { Link } from '@tanstack/react-router'
import { Figure } from '@/components/measures/figure'
import { ModelDot } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cx } from '@/lib/class-names'
import { formatAgo, formatDuration, formatUsd } from '@/lib/format'
import type { Artifact } from '../api/types'
import { measures } from '../lib/measures'
import { Cover } from './cover'

const shown = ['ttft', 'total', 'output', 'cost', 'bytes']
const figures = measures.filter((measure) => shown.includes(measure.id))

/** How long and how dear, where that is known. */
function glance({ timings, cost }: Artifact): string {
  const duration = timings?.lastTokenMs
  const usd = cost?.totalUsd
  return [duration == null ? null : formatDuration(duration), usd == null ? null : formatUsd(usd)]
    .filter(Boolean)
    .join(' · ')
}

interface Props {
  artifact: Artifact
  taskTitle: string
  picked: boolean
  active: boolean
  /** Something is selected already, so every card shows its box. */
  selecting: boolean
  onPick: () => void
}

export function ArtifactCard({ artifact, taskTitle, picked, active, selecting, onPick }: Props) {
  return (
    <article
      className={cx(
        'group relative flex h-full flex-col overflow-hidden rounded-lg border bg-surface transition-colors duration-150',
        picked ? 'border-signal' : active ? 'border-ink' : 'hover:border-line-strong',
      )}
    >
      <div className="relative min-h-0 grow overflow-hidden border-b">
        <Cover artifact={artifact} />
        <dl
          className={cx(
            'absolute inset-0 grid content-end gap-y-0.5 bg-surface/95 p-3 text-small opacity-0 transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100',
            active && 'opacity-100',
          )}
        >
          {figures.map((measure) => (
            <div key={measure.id} className="flex justify-between gap-2">
              <dt className="text-muted">{measure.name}</dt>
              <dd>
                <Figure
                  value={measure.of(artifact)}
                  format={measure.format}
                  reason={measure.reason(artifact)}
                />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="flex shrink-0 flex-col gap-0.5 px-3 py-2">
        <div className="flex items-center gap-2">
          <ModelDot modelId={artifact.modelId} />
          <Link
            to="/a/$id"
            params={{ id: artifact.id }}
            className="min-w-0 truncate font-medium after:absolute after:inset-0"
            title={artifact.modelId}
          >
            {artifact.label}
          </Link>
          <span className="ml-auto flex shrink-0 gap-1">
            {artifact.demo && <Badge>demo</Badge>}
            {artifact.truncated && <Badge tone="bad">cut off</Badge>}
          </span>
        </div>
        <p className="flex gap-2 text-small text-muted">
          <span className="min-w-0 truncate">
            {taskTitle} · {formatAgo(artifact.createdAt)}
          </span>
          <span className="figure ml-auto shrink-0">{glance(artifact)}</span>
        </p>
      </div>
      <Checkbox
        checked={picked}
        onCheckedChange={onPick}
        aria-label={`Select ${artifact.label}`}
        className={cx(
          'absolute top-2 left-2 z-10 size-5 transition-opacity duration-150 focus-visible:opacity-100 group-hover:opacity-100',
          !selecting && !active && 'pointer-fine:opacity-0',
        )}
      />
    </article>
  )
}

import { Unknown } from '@/components/measures/figure'
import { Badge } from '@/components/ui/badge'
import { modelColour } from '@/lib/model-colour'
import type { Provider } from '../api/types'
import type { Pick } from '../lib/draft'
import { laneGrid } from './lane-grid'

/** The grid before the start: the lanes stand where they will run, so that nothing jumps when they do. */
export function IdleTrack({ picks, providers }: { picks: Pick[]; providers: Provider[] }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="shrink-0 px-4 pt-3 pb-1 lg:pl-11">
        <h1 className="text-title font-semibold">Same task, several models, live</h1>
        <p className="max-w-3xl text-muted text-pretty">
          Every model gets the same prompt and writes one complete page. Watch them token by token, see what
          each cost, then put the pages side by side.
        </p>
      </div>
      <ol aria-label="Lanes at the start" className={laneGrid}>
        {picks.map((pick) => (
          <IdleLane key={pick.key} pick={pick} provider={providers.find((p) => p.id === pick.provider)} />
        ))}
        {picks.length === 0 && (
          <li className="grid place-items-center rounded-lg border border-dashed text-muted">
            Pick a model, and its lane appears here.
          </li>
        )}
      </ol>
    </div>
  )
}

function IdleLane({ pick, provider }: { pick: Pick; provider: Provider | undefined }) {
  const colour = modelColour(pick.modelId)
  return (
    <li
      className="flex min-h-0 flex-col overflow-hidden rounded-lg border bg-surface max-md:m-2 max-md:w-[calc(100%-16px)] max-md:shrink-0"
      style={{ borderTop: `3px solid ${colour}` }}
    >
      <div className="flex flex-col gap-2 px-3 pt-2 pb-2">
        <div className="flex h-7 items-center gap-2">
          <span className="min-w-0 truncate font-semibold" title={pick.modelId}>
            {pick.label}
          </span>
          {provider?.demo && (
            <Badge title="A scripted model: shows the product, measures nothing">demo</Badge>
          )}
          <span className="ml-auto">
            <Badge>Ready</Badge>
          </span>
        </div>
        <dl className="grid grid-cols-[5fr_6fr_6fr_8fr] gap-x-3">
          {['TTFT', 'Speed', 'Tokens', 'Cost'].map((name) => (
            <div key={name}>
              <dt className="text-small text-faint">{name}</dt>
              <dd>
                <Unknown reason="Not started yet." />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div aria-hidden className="relative min-h-0 grow overflow-hidden border-t bg-sunken p-4">
        {skeleton.map(([indent, width], index) => (
          <span
            key={index}
            className="mb-[10px] block h-2 rounded-full bg-line"
            style={{ marginLeft: indent * 14, width: `${width}%` }}
          />
        ))}
      </div>
    </li>
  )
}

// The outline of a page's source: indent, width.
const skeleton = [
  [0, 30],
  [0, 24],
  [1, 46],
  [1, 62],
  [1, 38],
  [2, 54],
  [2, 70],
  [2, 48],
  [2, 60],
  [1, 20],
  [0, 18],
  [1, 34],
  [2, 58],
  [3, 52],
  [3, 66],
  [3, 40],
  [2, 26],
  [2, 44],
  [3, 62],
  [3, 48],
] as const

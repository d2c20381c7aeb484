import { ModelDot } from '@/components/model-name'
import { modelColour } from '@/lib/model-colour'
import type { Pick } from '../lib/draft'

/** The track before the start: one quiet lane per chosen model. */
export function IdleTrack({ picks }: { picks: Pick[] }) {
  return (
    <div className="flex h-full flex-col justify-center gap-8 overflow-auto px-6 py-10 md:px-12">
      <div className="max-w-xl">
        <h1 className="text-title font-semibold">Same task, several models, live.</h1>
        <p className="mt-1 text-muted text-pretty">
          Every model gets the same prompt and writes one complete page. Watch them token by token, see what
          each cost, then put the pages side by side.
        </p>
      </div>
      <ol aria-label="Lanes at the start" className="flex flex-col gap-3">
        {picks.map((pick) => (
          <li key={pick.key} className="flex items-center gap-4">
            <span className="flex w-44 min-w-0 shrink-0 items-center gap-2">
              <ModelDot modelId={pick.modelId} />
              <span className="truncate font-medium">{pick.label}</span>
            </span>
            <span
              aria-hidden
              className="h-8 grow rounded-md border border-dashed"
              style={{ boxShadow: `inset 3px 0 0 ${modelColour(pick.modelId)}` }}
            />
          </li>
        ))}
        {picks.length === 0 && <li className="text-muted">Pick a model, and its lane appears here.</li>}
      </ol>
    </div>
  )
}

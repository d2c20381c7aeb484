import { formatBytes, formatDuration, formatUsd } from '@/lib/format'
import { Unknown } from '@/components/measures/figure'
import { ModelDot } from '@/components/model-name'
import type { Contender, Verdict } from '../lib/verdict'
import { judge } from '../lib/verdict'

const formats: Record<Verdict['id'], (value: number) => string> = {
  'first-token': formatDuration,
  finish: formatDuration,
  cost: formatUsd,
  weight: formatBytes,
}

export function VerdictRow({ contenders }: { contenders: Contender[] }) {
  const verdicts = judge(contenders)
  const onlyDemo = contenders.length > 0 && contenders.every((c) => c.state.demo)
  if (onlyDemo) {
    return (
      <p className="flex min-h-12 shrink-0 items-center border-t bg-surface px-4 py-2 text-muted">
        Demo models are scripted, so there is no verdict. Add a model of your own to see who is fastest,
        cheapest and lightest.
      </p>
    )
  }
  return (
    <section aria-label="Verdict" className="shrink-0 border-t bg-surface">
      <dl className="grid grid-cols-2 gap-px bg-line md:grid-cols-4">
        {verdicts.map((verdict) => (
          <div key={verdict.id} className="min-w-0 bg-surface px-4 py-2">
            <dt className="text-small text-faint">{verdict.title}</dt>
            <dd className="flex min-w-0 items-center gap-2">
              {verdict.winner && verdict.value !== null ? (
                <>
                  <ModelDot modelId={verdict.winner.modelId} />
                  <span className="truncate font-medium">{verdict.winner.label}</span>
                  <span className="figure ml-auto shrink-0" title={`Best of ${verdict.n}`}>
                    {formats[verdict.id](verdict.value)}
                  </span>
                </>
              ) : (
                <Unknown reason="Needs two finished lanes with a known value. Demo lanes and cut-off pages do not count." />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { ArrivalStrip } from '@/components/measures/arrival-strip'
import { Arrivals } from '@/components/measures/arrivals'
import { formatCount, formatWhen } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { Artifact } from '../api/types'
import { factName, factText, measures } from '../lib/measures'

export function Numbers({ artifact }: { artifact: Artifact }) {
  const { timings, cost, checks } = artifact
  return (
    <div className="flex flex-col gap-6">
      <Section title="Measured" note="n = 1, one generation">
        {measures.map((measure) => (
          <Line key={measure.id} name={measure.name}>
            <Figure value={measure.of(artifact)} format={measure.format} reason={measure.reason(artifact)} />
          </Line>
        ))}
        {cost?.priceSource && (
          <Line name="Priced by">
            {cost.priceSource}
            {cost.priceDate && `, ${cost.priceDate}`}
          </Line>
        )}
      </Section>
      {timings?.arrivalsMs && timings.arrivalsMs.length > 0 && (
        <section>
          <h2 className="mb-2 font-semibold">Arrivals</h2>
          <ArrivalStrip
            arrivals={Arrivals.of(timings.arrivalsMs, timings.firstAnswerMs)}
            colour={modelColour(artifact.modelId)}
          />
          <p className="mt-1 text-small text-faint">
            {timings.tokenEvents === null ? 'Token' : formatCount(timings.tokenEvents)} events over time
          </p>
        </section>
      )}
      {checks && Object.keys(checks).length > 0 && (
        <Section title="Page facts">
          {Object.entries(checks)
            .filter(([key, value]) => value !== null && key !== 'bytes')
            .map(([key, value]) => (
              <Line key={key} name={factName(key)}>
                <span className="[overflow-wrap:anywhere]">{factText(value)}</span>
              </Line>
            ))}
        </Section>
      )}
      <Section title="Origin">
        <Line name="Made">{formatWhen(artifact.createdAt)}</Line>
        <Line name="By">
          <Figure plain value={artifact.author?.name} format={(v) => v} reason="Not recorded." />
        </Line>
        <Line name="Vendor">
          <Figure plain value={artifact.vendor} format={(v) => v} reason="Not recorded." />
        </Line>
        <Line name="Provider">
          <Figure
            value={artifact.usedProvider ?? artifact.provider}
            format={(v) => v}
            reason="Not recorded."
          />
        </Line>
        <Line name="Prompt">
          <Figure plain value={artifact.promptVersion} format={(v) => v} reason="This page was brought in." />
        </Line>
        <Line name="SHA-256">
          <Figure
            value={artifact.sha256}
            format={(v) => <span title={v}>{v.slice(0, 12)}…</span>}
            reason="Not recorded."
          />
        </Line>
      </Section>
    </div>
  )
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section>
      <div className="mb-1 flex items-baseline justify-between">
        <h2 className="font-semibold">{title}</h2>
        {note && <span className="text-small text-faint">{note}</span>}
      </div>
      <dl>{children}</dl>
    </section>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline justify-between gap-4 border-b py-1 last:border-0">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}

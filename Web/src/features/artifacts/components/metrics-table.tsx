import { Trophy } from 'lucide-react'
import { Figure } from '@/components/measures/figure'
import { ModelName } from '@/components/model-name'
import { Badge } from '@/components/ui/badge'
import type { Artifact } from '../api/types'
import { bestOf, measures } from '../lib/measures'

export function MetricsTable({ artifacts }: { artifacts: Artifact[] }) {
  return (
    <div className="relative shrink-0 overflow-x-auto p-4">
      <table className="w-full min-w-[560px] border-collapse">
        <caption className="pb-2 text-left text-muted">
          <span className="font-semibold text-ink">Numbers</span> · n = 1 each, best marked. Demo and cut-off
          pages take no part.
        </caption>
        <thead>
          <tr className="border-b text-left">
            <th scope="col" className="h-9 pr-4 text-small font-normal text-faint">
              Measure
            </th>
            {artifacts.map((artifact) => (
              <th key={artifact.id} scope="col" className="h-9 px-3 text-right font-normal">
                <span className="inline-flex items-center gap-2">
                  <ModelName modelId={artifact.modelId} label={artifact.label} />
                  {artifact.demo && <Badge>demo</Badge>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => {
            const best = bestOf(measure, artifacts)
            return (
              <tr key={measure.id} className="border-b last:border-0">
                <th scope="row" className="h-9 pr-4 text-left font-normal text-muted">
                  {measure.name}
                </th>
                {artifacts.map((artifact) => (
                  <td key={artifact.id} className="h-9 px-3 text-right">
                    <span className={best.has(artifact.id) ? 'font-semibold text-good' : undefined}>
                      {best.has(artifact.id) && (
                        <Trophy aria-label="best" className="mr-1.5 inline size-3.5" />
                      )}
                      <Figure
                        value={measure.of(artifact)}
                        format={measure.format}
                        reason={measure.reason(artifact)}
                      />
                    </span>
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

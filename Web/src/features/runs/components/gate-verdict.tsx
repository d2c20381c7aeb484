import { useQuery } from '@tanstack/react-query'
import { Badge } from '@/components/ui/badge'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { gateQuery } from '../api/queries'
import { measureOf } from '../lib/measures'

/** What a pipeline would be told that asks whether the run may pass. */
export function GateVerdict({ runId, baselineId }: { runId: number; baselineId: number }) {
  const { data, error, refetch } = useQuery(gateQuery(runId, baselineId))
  if (!data) {
    if (error) return <Failure error={error} onRetry={() => void refetch()} />
    return (
      <Loading label="Asking the gate">
        <Skeleton className="h-8 max-w-xl" />
      </Loading>
    )
  }
  const passed = data.result === 'pass'
  // Why two runs do not compare is said at length above.
  const reasons = data.reasons.filter(({ code }) => code !== 'not_comparable')
  return (
    <section aria-label="Gate" className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={passed ? 'good' : 'bad'}>
          {passed ? '▲ the gate lets it pass' : '▼ the gate holds it'}
        </Badge>
        <span className="text-small text-faint">
          It looks at {data.metrics.map((metric) => measureOf(metric).name.toLowerCase()).join(' and ')}; only
          what is certainly worse holds a run.
        </span>
      </p>
      {reasons.length > 0 && (
        <ul className="list-disc pl-5 text-muted">
          {reasons.map(({ message }) => (
            <li key={message} className="break-words">
              {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

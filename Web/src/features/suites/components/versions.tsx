import { useQuery } from '@tanstack/react-query'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatCount, formatWhen } from '@/lib/format'
import { versionsQuery } from '../api/queries'

export function Versions({ suiteId }: { suiteId: number }) {
  const { data, error, refetch } = useQuery(versionsQuery(suiteId))
  if (!data) {
    return error ? (
      <Failure error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading label="Loading the versions">
        <Skeleton className="h-40 max-w-2xl" />
      </Loading>
    )
  }
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <p className="text-muted">
        Every save makes a version. A run keeps the one it ran, whatever comes after.
      </p>
      <ol aria-label="Versions" className="rounded-lg border bg-surface">
        {data.map((version, index) => (
          <li key={version.version} className="flex h-11 items-center gap-4 border-b px-3 last:border-0">
            <span className="figure font-medium">version {version.version}</span>
            {index === 0 && <span className="text-small text-good">current</span>}
            <span className="text-muted">
              {version.tests_total !== null && `${formatCount(version.tests_total)} cases`}
            </span>
            <span className="ml-auto text-small text-faint">
              {version.created_at && formatWhen(version.created_at)}
            </span>
            {version.sha256 && (
              <code className="figure text-small text-faint max-sm:hidden" title={version.sha256}>
                {version.sha256.slice(0, 10)}
              </code>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

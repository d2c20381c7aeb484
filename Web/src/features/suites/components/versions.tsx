import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatCount, formatWhen } from '@/lib/format'
import { versionsQuery } from '../api/queries'
import type { SuiteDraft } from '../lib/draft'
import { VersionSheet } from './version-sheet'

interface Props {
  suiteId: number
  /** What is in the editor would be lost with a version in its place. */
  dirty: boolean
  onRestore: (draft: SuiteDraft, version: number) => void
}

export function Versions({ suiteId, dirty, onRestore }: Props) {
  const [open, setOpen] = useState<number | null>(null)
  const [asking, setAsking] = useState<{ draft: SuiteDraft; version: number } | null>(null)
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
        Every save makes a version. A run keeps the one it ran, whatever comes after.{' '}
        <Link
          to="/runs"
          search={{ suite: suiteId }}
          className="text-signal-text underline underline-offset-4"
        >
          Its runs
        </Link>
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
            <Button
              size="small"
              aria-label={`Look at version ${version.version}`}
              onClick={() => setOpen(version.version)}
            >
              Look
            </Button>
          </li>
        ))}
      </ol>
      {open !== null && (
        <VersionSheet
          suiteId={suiteId}
          version={open}
          onRestore={(draft) => {
            setOpen(null)
            if (dirty) setAsking({ draft, version: open })
            else onRestore(draft, open)
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {asking && (
        <Confirm
          title="Replace what is not saved?"
          action="Replace"
          onConfirm={() => onRestore(asking.draft, asking.version)}
          onClose={() => setAsking(null)}
        >
          The suite has changes that are not saved. Version {asking.version} takes their place.
        </Confirm>
      )}
    </div>
  )
}

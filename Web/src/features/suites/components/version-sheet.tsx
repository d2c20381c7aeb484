import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatCount } from '@/lib/format'
import { suiteVersionQuery } from '../api/queries'
import { draftOf, type SuiteDraft } from '../lib/draft'
import { CheckChips } from './check-chips'

interface Props {
  suiteId: number
  version: number
  onRestore: (draft: SuiteDraft) => void
  onClose: () => void
}

/** Whoever wants to see all of a long version takes it into the editor. */
const shown = 200

/** A version as it was, to be looked at, and to begin the next one with. */
export function VersionSheet({ suiteId, version, onRestore, onClose }: Props) {
  const { data, error, refetch } = useQuery(suiteVersionQuery(suiteId, version))
  const draft = data && draftOf(data)
  return (
    <Sheet
      title={`Version ${version}`}
      description={
        draft && `${formatCount(draft.cases.length)} ${draft.cases.length === 1 ? 'case' : 'cases'}`
      }
      onClose={onClose}
      actions={
        draft && (
          <Button onClick={() => onRestore(draft)}>
            <History aria-hidden /> Edit from here
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4 p-4 pb-16">
        {!draft ? (
          error ? (
            <Failure error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading label="Loading the version">
              <Skeleton className="h-64" />
            </Loading>
          )
        ) : (
          <>
            <div>
              <p className="font-medium break-words">
                {draft.name} <span className="font-normal text-faint">{draft.category}</span>
              </p>
              {draft.description && <p className="break-words text-muted">{draft.description}</p>}
              {draft.rubric && <p className="break-words text-muted">Rubric: {draft.rubric}</p>}
            </div>
            <ol aria-label={`Cases of version ${version}`} className="rounded-lg border">
              {draft.cases.slice(0, shown).map((each, index) => (
                <li key={each.key} className="flex flex-col gap-1 border-b px-3 py-2 last:border-0">
                  <span className="flex items-center gap-3">
                    <span className="figure text-small text-faint">{index + 1}</span>
                    <span className="min-w-0 grow truncate font-medium">{each.name}</span>
                    <CheckChips value={each} />
                  </span>
                  <span className="line-clamp-3 break-words whitespace-pre-wrap text-muted">
                    {each.userPrompt}
                  </span>
                </li>
              ))}
            </ol>
            {draft.cases.length > shown && (
              <p className="text-small text-faint">
                and {formatCount(draft.cases.length - shown)} more: take the version into the editor to see
                them
              </p>
            )}
          </>
        )}
      </div>
    </Sheet>
  )
}

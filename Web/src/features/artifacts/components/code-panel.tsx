import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { CodeBuffer } from '@/components/code/code-buffer'
import { CodeView } from '@/components/code/code-view'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { htmlQuery } from '../api/queries'

export function CodePanel({ id, label }: { id: string; label: string }) {
  const { data, error, refetch } = useQuery(htmlQuery(id))
  const buffer = useMemo(() => (data === undefined ? null : new CodeBuffer(data)), [data])
  if (buffer) return <CodeView buffer={buffer} version={buffer.version} label={`Code of ${label}`} />
  if (error) return <Failure error={error} onRetry={() => void refetch()} className="m-4" />
  return (
    <Loading label="Loading the code">
      <Skeleton className="m-4 h-64" />
    </Loading>
  )
}

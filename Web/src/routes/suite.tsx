import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { usePageTitle } from '@/lib/use-page-title'
import { suiteQuery } from '@/features/suites/api/queries'
import { SuiteEditor } from '@/features/suites/components/suite-editor'
import { NotFound } from './edges'
import { wholeId } from './whole-id'

const route = getRouteApi('/suites/$id')

export default function SuiteRoute() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const suiteId = id === 'new' ? null : wholeId(id)
  const { data, error, refetch } = useQuery(suiteQuery(suiteId))
  usePageTitle(data?.name ?? 'New suite')
  // Another suite is another editor; a new one that got its address is still the same, with what is being typed in it.
  const [seat, setSeat] = useState<{ id: string; heir: string | null; key: number }>({
    id,
    heir: null,
    key: 0,
  })
  if (seat.id !== id) setSeat({ id, heir: null, key: seat.heir === id ? seat.key : seat.key + 1 })

  if (suiteId === null && id !== 'new') return <NotFound />
  if (suiteId === null || data) {
    return (
      <SuiteEditor
        key={seat.key}
        suite={suiteId === null ? null : data!}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        onCreated={(suite) => {
          setSeat({ ...seat, heir: String(suite.id) })
          void navigate({ to: '/suites/$id', params: { id: String(suite.id) }, replace: true })
        }}
      />
    )
  }
  if (error) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <Loading label="Loading the suite">
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
      </div>
    </Loading>
  )
}

import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { usePageTitle } from '@/lib/use-page-title'
import { carsQuery, connectionsQuery, limitsQuery } from '@/features/garage/api/queries'
import { loadQuery } from '@/features/load/api/queries'
import { LoadForm } from '@/features/load/components/load-form'
import { LoadsTable } from '@/features/load/components/loads-table'
import { draftOf } from '@/features/load/lib/again'
import type { PromptSource, Target } from '@/features/load/lib/draft'
import { suitesQuery } from '@/features/suites/api/queries'

const route = getRouteApi('/load')

export default function LoadRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const suites = useQuery(suitesQuery)
  const cars = useQuery(carsQuery)
  const connections = useQuery(connectionsQuery)
  const limits = useQuery(limitsQuery)
  const like = useQuery({
    ...loadQuery(search.like ?? 0),
    enabled: search.like !== undefined,
    refetchInterval: false,
  })
  usePageTitle('Load')

  const targets = useMemo(() => {
    const byId = new Map((connections.data ?? []).map((connection) => [connection.id, connection]))
    const byType = new Map((limits.data ?? []).map((limit) => [limit.provider_type, limit.max_in_flight]))
    return (cars.data ?? []).map((car): Target => {
      const connection = byId.get(car.connection_id)
      return {
        id: car.id,
        name: car.name,
        model: car.model_name,
        connection: connection?.name ?? `Connection ${car.connection_id}`,
        maxInFlight: byType.get(connection?.type ?? '') ?? null,
        demo: connection?.type === 'DEMO' || connection?.is_demo === true,
      }
    })
  }, [cars.data, connections.data, limits.data])
  const sources = useMemo(
    () =>
      (suites.data ?? []).map((suite): PromptSource => ({
        id: suite.id,
        name: suite.name,
        cases: suite.cases,
      })),
    [suites.data],
  )

  const needed = [suites, cars, connections, limits]
  const broken = needed.find((query) => query.error && !query.data)
  if (broken) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure error={broken.error} onRetry={() => needed.forEach((query) => void query.refetch())} />
      </div>
    )
  }
  if (needed.some((query) => query.isPending) || (search.like !== undefined && like.isPending)) {
    return (
      <Loading label="Loading the cars">
        <div className="grid gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <Skeleton className="h-96" />
          <Skeleton className="h-96" />
        </div>
      </Loading>
    )
  }
  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-6 p-4 pb-16">
      <div>
        <h1 className="text-title font-semibold">Load</h1>
        <p className="text-muted">
          How much a car bears: more and more at once, until it is too much. Waiting inside Podium is told
          apart.
        </p>
      </div>
      <LoadForm
        key={search.like}
        targets={targets}
        suites={sources}
        search={search}
        like={like.data ? draftOf(like.data) : null}
        onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        onStarted={(id) => void navigate({ to: '/load/$id', params: { id: String(id) } })}
      />
      <LoadsTable />
    </div>
  )
}

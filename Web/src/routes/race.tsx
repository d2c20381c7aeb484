import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { usePageTitle } from '@/lib/use-page-title'
import { carsQuery, connectionsQuery, limitsQuery } from '@/features/garage/api/queries'
import { pricingQuery } from '@/features/generations/api/queries'
import { RaceGrid } from '@/features/race/components/race-grid'
import type { Entry, Track } from '@/features/race/lib/grid'
import { suitesQuery } from '@/features/suites/api/queries'
import { estimateUsd } from './estimate-usd'

const route = getRouteApi('/race')

export default function RaceRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const suites = useQuery(suitesQuery)
  const cars = useQuery(carsQuery)
  const connections = useQuery(connectionsQuery)
  const pricing = useQuery(pricingQuery)
  // Only the estimate needs them: without, it is a rougher one.
  const limits = useQuery(limitsQuery)
  usePageTitle('Race')

  const entries = useMemo(() => {
    const byType = new Map((limits.data ?? []).map((limit) => [limit.provider_type, limit.max_in_flight]))
    const byId = new Map((connections.data ?? []).map((connection) => [connection.id, connection]))
    return (cars.data ?? []).map((car): Entry => {
      const connection = byId.get(car.connection_id)
      return {
        id: car.id,
        name: car.name,
        model: car.model_name,
        connectionId: car.connection_id,
        connection: connection?.name ?? `Connection ${car.connection_id}`,
        provider: (connection?.type ?? '').toLowerCase(),
        maxInFlight: byType.get(connection?.type ?? '') ?? null,
        demo: connection?.type === 'DEMO' || connection?.is_demo === true,
      }
    })
  }, [cars.data, connections.data, limits.data])
  const tracks = useMemo(
    () =>
      (suites.data ?? []).map((suite): Track => ({
        id: suite.id,
        name: suite.name,
        category: suite.category,
        cases: suite.cases,
        promptCharacters: suite.promptCharacters,
        demo: suite.is_demo,
      })),
    [suites.data],
  )

  const broken = [suites, cars, connections].find((query) => query.error && !query.data)
  if (broken) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure
          error={broken.error}
          onRetry={() => [suites, cars, connections].forEach((query) => void query.refetch())}
        />
      </div>
    )
  }
  if (suites.isPending || cars.isPending || connections.isPending) {
    return (
      <Loading label="Loading the grid">
        <div className="grid gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <Skeleton className="h-96" />
          <Skeleton className="h-96" />
        </div>
      </Loading>
    )
  }
  return (
    <RaceGrid
      suites={tracks}
      entries={entries}
      search={search}
      estimateUsd={(suite, picked, rules) => estimateUsd(pricing.data, suite, picked, rules)}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      onStarted={(runId) => void navigate({ to: '/race/$id', params: { id: String(runId) } })}
    />
  )
}

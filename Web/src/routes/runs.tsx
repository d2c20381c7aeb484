import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { usePageTitle } from '@/lib/use-page-title'
import { carsQuery } from '@/features/garage/api/queries'
import { RunsList } from '@/features/runs/components/runs-list'
import type { RunsSearch } from '@/features/runs/lib/runs-search'
import { suitesQuery } from '@/features/suites/api/queries'

const route = getRouteApi('/runs')

export default function RunsRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const suites = useQuery(suitesQuery)
  const cars = useQuery(carsQuery)
  usePageTitle('Runs')
  const onSearch = useCallback(
    (next: RunsSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  )
  return <RunsList search={search} suites={suites.data ?? []} cars={cars.data ?? []} onSearch={onSearch} />
}

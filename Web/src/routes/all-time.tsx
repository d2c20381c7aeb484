import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { AllTime } from '@/features/runs/components/all-time'
import { suitesQuery } from '@/features/suites/api/queries'

const route = getRouteApi('/runs/table')

export default function AllTimeRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const suites = useQuery(suitesQuery)
  usePageTitle('All-time table')
  return (
    <AllTime
      search={search}
      suites={suites.data ?? []}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
    />
  )
}

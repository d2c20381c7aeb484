import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { Compare } from '@/features/artifacts/components/compare'

const route = getRouteApi('/compare')

export default function CompareRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  usePageTitle('Compare')
  return (
    <Compare
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
    />
  )
}

import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { SuiteList } from '@/features/suites/components/suite-list'

const route = getRouteApi('/suites')

export default function SuitesRoute() {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  usePageTitle('Suites')
  return (
    <SuiteList
      find={q ?? ''}
      onFind={(find) =>
        void navigate({ search: { q: find || undefined }, replace: true, resetScroll: false })
      }
    />
  )
}

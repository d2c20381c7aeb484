import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { carsQuery } from '@/features/garage/api/queries'
import { RunPage } from '@/features/runs/components/run-page'
import { NotFound } from './edges'
import { wholeId } from './whole-id'

const route = getRouteApi('/runs/$id')

export default function RunRoute() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const cars = useQuery(carsQuery)
  usePageTitle(`Run ${id}`)
  const runId = wholeId(id)
  if (runId === null) return <NotFound />
  return (
    <RunPage
      key={id}
      runId={runId}
      search={search}
      judges={(cars.data ?? []).map((car) => ({ id: car.id, name: car.name, model: car.model_name }))}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      onRun={(started) => void navigate({ to: '/race/$id', params: { id: String(started) } })}
      onGone={() => void navigate({ to: '/runs', search: {} })}
    />
  )
}

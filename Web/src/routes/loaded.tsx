import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { LoadPage } from '@/features/load/components/load-page'
import { NotFound } from './edges'
import { wholeId } from './whole-id'

const route = getRouteApi('/load/$id')

export default function LoadedRoute() {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  usePageTitle(`Load ${id}`)
  const loadId = wholeId(id)
  if (loadId === null) return <NotFound />
  return <LoadPage key={id} loadId={loadId} onGone={() => void navigate({ to: '/load', search: {} })} />
}

import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { RaceTrack } from '@/features/runs/components/track/race-track'
import { wholeId } from './whole-id'

const route = getRouteApi('/race/$id')

export default function TrackRoute() {
  const { id } = route.useParams()
  usePageTitle(`Race ${id}`)
  return <RaceTrack key={id} runId={wholeId(id)} />
}

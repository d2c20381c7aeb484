import { getRouteApi } from '@tanstack/react-router'
import { usePageTitle } from '@/lib/use-page-title'
import { RaceTrack } from '@/features/runs/components/track/race-track'
import { NotFound } from './edges'
import { wholeId } from './whole-id'

const route = getRouteApi('/race/$id')

export default function TrackRoute() {
  const { id } = route.useParams()
  usePageTitle(`Race ${id}`)
  const runId = wholeId(id)
  return runId === null ? <NotFound /> : <RaceTrack key={id} runId={runId} />
}

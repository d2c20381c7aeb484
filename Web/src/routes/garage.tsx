import { usePageTitle } from '@/lib/use-page-title'
import { Garage } from '@/features/garage/components/garage'

export default function GarageRoute() {
  usePageTitle('Garage')
  return <Garage />
}

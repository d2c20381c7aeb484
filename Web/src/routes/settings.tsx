import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '@/lib/use-page-title'
import { pricingQuery } from '@/features/generations/api/queries'
import { PriceTable } from '@/features/settings/components/price-table'
import { SettingsPage } from '@/features/settings/components/settings-page'

export default function SettingsRoute() {
  const { data, error, refetch } = useQuery(pricingQuery)
  usePageTitle('Settings')
  return <SettingsPage prices={<PriceTable pricing={data} error={error} onRetry={() => void refetch()} />} />
}

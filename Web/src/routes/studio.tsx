import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { usePageTitle } from '@/lib/use-page-title'
import { optionsQuery } from '@/features/generations/api/queries'
import { Studio } from '@/features/generations/components/studio'

const route = getRouteApi('/')

export default function StudioRoute() {
  const { session } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(optionsQuery)
  usePageTitle('Studio')

  if (data) {
    return (
      <Studio
        options={data}
        sessionId={session ?? null}
        onSession={(id) => void navigate({ search: id ? { session: id } : {} })}
      />
    )
  }
  if (error) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <Loading label="Loading the Studio">
      <div className="flex">
        <div className="flex w-full flex-col gap-3 p-4 lg:w-[344px] lg:border-r">
          {[56, 56, 56, 56, 32, 176, 36].map((height, index) => (
            <div key={index} style={{ height }}>
              <Skeleton className="h-full" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  )
}

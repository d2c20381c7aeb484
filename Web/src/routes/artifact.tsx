import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { usePageTitle } from '@/lib/use-page-title'
import { artifactQuery } from '@/features/artifacts/api/queries'
import { ArtifactView } from '@/features/artifacts/components/artifact-view'
import { useTaskTitle } from './use-task-title'

const route = getRouteApi('/a/$id')

export default function ArtifactRoute() {
  const { id } = route.useParams()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const taskTitle = useTaskTitle()
  const { data, error, refetch } = useQuery(artifactQuery(id))
  usePageTitle(data?.label ?? 'Page')

  if (data) {
    return (
      <ArtifactView
        artifact={data}
        taskTitle={taskTitle(data.taskId)}
        tab={tab ?? 'preview'}
        onTab={(next) => void navigate({ search: next === 'preview' ? {} : { tab: next }, replace: true })}
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
    <Loading label="Loading the page">
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-12 max-w-md" />
        <Skeleton className="h-[60dvh]" />
      </div>
    </Loading>
  )
}

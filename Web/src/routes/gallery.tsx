import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { usePageTitle } from '@/lib/use-page-title'
import { Gallery } from '@/features/artifacts/components/gallery'
import type { GallerySearch } from '@/features/artifacts/lib/gallery-search'
import { useTaskTitle } from './use-task-title'

const route = getRouteApi('/gallery')

export default function GalleryRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const taskTitle = useTaskTitle()
  usePageTitle('Gallery')
  const onSearch = useCallback(
    (next: GallerySearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  )
  return <Gallery search={search} taskTitle={taskTitle} onSearch={onSearch} />
}

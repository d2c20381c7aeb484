import { Outlet, useRouterState } from '@tanstack/react-router'
import { JobsTray } from '@/features/generations/components/jobs-tray'
import { Frame, type Crumb } from '@/features/shell/components/frame'

const crumbs: Record<string, Crumb[]> = {
  '/': [{ label: 'Studio' }],
  '/gallery': [{ label: 'Gallery' }],
  '/a/$id': [{ label: 'Gallery', to: '/gallery' }, { label: 'Page' }],
  '/compare': [{ label: 'Gallery', to: '/gallery' }, { label: 'Compare' }],
  '/settings': [{ label: 'Settings' }],
}

export function Root() {
  const page = useRouterState({ select: (state) => state.matches.at(-1)?.routeId })
  return (
    <Frame crumbs={crumbs[page ?? ''] ?? [{ label: 'Podium' }]} jobs={<JobsTray />}>
      <Outlet />
    </Frame>
  )
}

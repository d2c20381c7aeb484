import { Outlet, useRouterState } from '@tanstack/react-router'
import { useGenerationJobs } from '@/features/generations/lib/use-jobs'
import { useLoadJobs } from '@/features/load/lib/use-jobs'
import { useRunJobs } from '@/features/runs/lib/use-jobs'
import { Frame, type Crumb } from '@/features/shell/components/frame'
import { JobsTray } from '@/features/shell/components/jobs-tray'

const crumbs: Record<string, Crumb[]> = {
  '/': [{ label: 'Studio' }],
  '/gallery': [{ label: 'Gallery' }],
  '/a/$id': [{ label: 'Gallery', to: '/gallery' }, { label: 'Page' }],
  '/compare': [{ label: 'Gallery', to: '/gallery' }, { label: 'Compare' }],
  '/garage': [{ label: 'Garage' }],
  '/suites': [{ label: 'Suites' }],
  '/suites/$id': [{ label: 'Suites', to: '/suites' }, { label: 'Suite' }],
  '/race': [{ label: 'Race' }],
  '/race/$id': [{ label: 'Race', to: '/race' }, { label: 'Track' }],
  '/runs': [{ label: 'Runs' }],
  '/runs/table': [{ label: 'Runs', to: '/runs' }, { label: 'All time' }],
  '/runs/$id': [{ label: 'Runs', to: '/runs' }, { label: 'Run' }],
  '/load': [{ label: 'Load' }],
  '/load/$id': [{ label: 'Load', to: '/load' }, { label: 'Result' }],
  '/settings': [{ label: 'Settings' }],
}

export function Root() {
  const page = useRouterState({ select: (state) => state.matches.at(-1)?.routeId })
  const sources = [useGenerationJobs(), useRunJobs(), useLoadJobs()]
  return (
    <Frame crumbs={crumbs[page ?? ''] ?? [{ label: 'Podium' }]} jobs={<JobsTray sources={sources} />}>
      <Outlet />
    </Frame>
  )
}

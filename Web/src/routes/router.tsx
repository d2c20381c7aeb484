import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { z } from 'zod'
import { gallerySearchSchema } from '@/features/artifacts/lib/gallery-search'
import { compareSearchSchema } from '@/features/artifacts/lib/compare-search'
import { loadSearchSchema } from '@/features/load/lib/draft'
import { gridSearchSchema } from '@/features/race/lib/grid'
import { runSearchSchema, runsSearchSchema } from '@/features/runs/lib/runs-search'
import { tableSearchSchema } from '@/features/runs/lib/standing-groups'
import { suiteSearchSchema } from '@/features/suites/lib/suite-search'
import { NotFound, PageError } from './edges'
import { Root } from './root'

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: PageError,
})

const studioRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: z.object({ session: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./studio')),
})

const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  validateSearch: gallerySearchSchema,
  component: lazyRouteComponent(() => import('./gallery')),
})

const artifactRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/a/$id',
  validateSearch: z.object({ tab: z.enum(['preview', 'code', 'numbers']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./artifact')),
})

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: compareSearchSchema,
  component: lazyRouteComponent(() => import('./compare')),
})

const garageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/garage',
  component: lazyRouteComponent(() => import('./garage')),
})

const suitesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/suites',
  validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./suites')),
})

const suiteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/suites/$id',
  validateSearch: suiteSearchSchema,
  component: lazyRouteComponent(() => import('./suite')),
})

const raceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/race',
  validateSearch: gridSearchSchema,
  component: lazyRouteComponent(() => import('./race')),
})

const trackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/race/$id',
  component: lazyRouteComponent(() => import('./track')),
})

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: runsSearchSchema,
  component: lazyRouteComponent(() => import('./runs')),
})

const allTimeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/table',
  validateSearch: tableSearchSchema,
  component: lazyRouteComponent(() => import('./all-time')),
})

const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$id',
  validateSearch: runSearchSchema,
  component: lazyRouteComponent(() => import('./run')),
})

const loadRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/load',
  validateSearch: loadSearchSchema,
  component: lazyRouteComponent(() => import('./load')),
})

const loadedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/load/$id',
  component: lazyRouteComponent(() => import('./loaded')),
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings')),
})

export const routeTree = rootRoute.addChildren([
  studioRoute,
  galleryRoute,
  artifactRoute,
  compareRoute,
  garageRoute,
  suitesRoute,
  suiteRoute,
  raceRoute,
  trackRoute,
  runsRoute,
  allTimeRoute,
  runRoute,
  loadRoute,
  loadedRoute,
  settingsRoute,
])

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

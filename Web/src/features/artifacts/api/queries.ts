import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, getJson, query } from '@/lib/http'
import { claimColours } from '@/lib/model-colour'
import { toApi, type GallerySearch } from '../lib/gallery-search'
import { artifactPageSchema, artifactSchema, facetsSchema, type Artifact } from './types'

export const galleryQuery = (search: GallerySearch) =>
  infiniteQueryOptions({
    queryKey: ['artifacts', 'search', toApi(search)],
    queryFn: async ({ pageParam, signal }) => {
      const path = `/api/artifacts/search${query({ ...toApi(search), cursor: pageParam, limit: 48 })}`
      const page = await getJson(path, artifactPageSchema, signal)
      meet(page.items)
      return page
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

export const facetsQuery = queryOptions({
  queryKey: ['artifacts', 'facets'],
  queryFn: ({ signal }) => getJson('/api/artifacts/facets', facetsSchema, signal),
  staleTime: 60_000,
})

export const artifactQuery = (id: string) =>
  queryOptions({
    queryKey: ['artifacts', 'one', id],
    queryFn: async ({ signal }) => {
      const artifact = await getJson(`/api/artifacts/${id}`, artifactSchema, signal)
      meet([artifact])
      return artifact
    },
    staleTime: 60_000,
  })

/** Models first met on a shared link or in the gallery get colours as apart as those picked in the Studio. */
const meet = (artifacts: Artifact[]) => claimColours(artifacts.map((artifact) => artifact.modelId))

/** An artifact's page never changes, so it is read once. */
export const htmlQuery = (id: string) =>
  queryOptions({
    queryKey: ['artifacts', 'html', id],
    queryFn: async ({ signal }) => (await call(`/api/artifacts/${id}/html`, { signal })).text(),
    staleTime: Infinity,
    gcTime: 60_000,
  })

export const deleteArtifact = (id: string) => call(`/api/artifacts/${id}`, { method: 'DELETE' })
export const restoreArtifact = (id: string) => call(`/api/artifacts/${id}/restore`, { method: 'POST' })
export const exportUrl = (ids: string[]) => `/api/artifacts/export${query({ ids: ids.join(',') })}`

import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { reads, type Contract } from '@/lib/contract'
import { getJson } from '@/lib/http'
import { unknownable } from '@/lib/measures'

const meSchema = reads<Contract['MeResponse']>()(
  z.object({
    user: unknownable(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    signInMode: unknownable(z.string()),
  }),
)

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => getJson('/api/auth/me', meSchema, signal),
  staleTime: 5 * 60_000,
  retry: false,
})

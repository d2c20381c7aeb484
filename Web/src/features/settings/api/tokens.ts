import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call, getJson, sendJson } from '@/lib/http'
import { unknownable } from '@/lib/measures'

const text = unknownable(z.string())

const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).default([]),
  createdAt: text,
  expiresAt: text,
  lastUsedAt: text,
})

// The list may come bare or wrapped.
const tokenListSchema = z.union([
  z.array(tokenSchema),
  z.object({ tokens: z.array(tokenSchema) }).transform((body) => body.tokens),
  z.object({ items: z.array(tokenSchema) }).transform((body) => body.items),
])

const createdTokenSchema = z.object({ token: z.string() })

export type ApiToken = z.infer<typeof tokenSchema>
export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => getJson('/api/tokens', tokenListSchema, signal),
})

export const createToken = (request: { name: string; scopes: Scope[]; expiresAt: string | null }) =>
  sendJson('POST', '/api/tokens', request, createdTokenSchema)

export const revokeToken = (id: string) => call(`/api/tokens/${id}`, { method: 'DELETE' })

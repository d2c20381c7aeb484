import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { reads, type Contract } from '@/lib/contract'
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

const tokenListSchema = reads<Contract['TokenListResponse']>()(
  z.object({ items: z.array(tokenSchema) }).transform((body) => body.items),
)

const createdTokenSchema = reads<Contract['CreatedTokenResponse']>()(z.object({ token: z.string() }))

export type ApiToken = z.infer<typeof tokenSchema>
export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => getJson('/api/tokens', tokenListSchema, signal),
})

type NewToken = { name: string; scopes: Scope[]; expiresAt: string | null }

export const createToken = (token: NewToken) =>
  sendJson('POST', '/api/tokens', token satisfies Contract['CreateTokenRequest'], createdTokenSchema)

export const revokeToken = (id: string) => call(`/api/tokens/${id}`, { method: 'DELETE' })

import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson, sendJson } from '@/lib/http'
import {
  carSchema,
  carsSchema,
  checkSchema,
  connectionTypesSchema,
  connectionSchema,
  connectionsSchema,
  limitsListSchema,
  type CarBody,
  type Check,
  type ConnectionBody,
  type Limits,
} from './types'

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => getJson('/api/connections', connectionsSchema, signal),
})

/** They change only when the server does. */
export const typesQuery = queryOptions({
  queryKey: ['connection-types'],
  queryFn: ({ signal }) => getJson('/api/connections/presets', connectionTypesSchema, signal),
  staleTime: Infinity,
})

export const carsQuery = queryOptions({
  queryKey: ['cars'],
  queryFn: ({ signal }) => getJson('/api/cars', carsSchema, signal),
})

export const limitsQuery = queryOptions({
  queryKey: ['provider-limits'],
  queryFn: ({ signal }) => getJson('/api/settings/providers', limitsListSchema, signal),
})

/** Asked only by a person: every check is a request to somebody's server. The last answer stays. */
export const checkQuery = (connectionId: number) =>
  queryOptions({
    queryKey: ['connection-check', connectionId],
    queryFn: async (): Promise<Check> => ({
      ...(await sendJson('POST', `/api/connections/${connectionId}/verify-runtime`, undefined, checkSchema)),
      checkedAt: Date.now(),
    }),
    enabled: false,
    staleTime: 0,
    gcTime: Infinity,
    retry: false,
  })

export const modelsQuery = (connectionId: number | null) =>
  queryOptions({
    queryKey: ['connection-models', connectionId],
    queryFn: ({ signal }) => getJson(`/api/connections/${connectionId}/models`, z.array(z.string()), signal),
    enabled: connectionId !== null,
    staleTime: 60_000,
    retry: false,
  })

const gone = z.unknown()

export const createConnection = (body: ConnectionBody) =>
  sendJson('POST', '/api/connections', body, connectionSchema)
export const updateConnection = (id: number, body: Partial<ConnectionBody>) =>
  sendJson('PUT', `/api/connections/${id}`, body, connectionSchema)
export const deleteConnection = (id: number) => sendJson('DELETE', `/api/connections/${id}`, undefined, gone)

export const createCar = (body: CarBody) => sendJson('POST', '/api/cars', body, carSchema)
export const updateCar = (id: number, body: Partial<CarBody>) =>
  sendJson('PUT', `/api/cars/${id}`, body, carSchema)
export const deleteCar = (id: number) => sendJson('DELETE', `/api/cars/${id}`, undefined, gone)

export const saveLimits = (items: Limits[]) =>
  sendJson('PUT', '/api/settings/providers', { items }, limitsListSchema)

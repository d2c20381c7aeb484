import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { raceSamples } from './race-samples'
import { options } from './samples'

/** The quiet background every page needs; a test adds what it is about. */
export const server = setupServer(
  http.get('/api/generate/options', () => HttpResponse.json(options)),
  http.get('/api/generate', () => HttpResponse.json({ items: [], nextCursor: null })),
  http.get('/api/connections/presets', () => HttpResponse.json(raceSamples.connectionTypes)),
  http.get('/api/runs', () => HttpResponse.json([])),
  http.get('/api/runs/leaderboard', () => HttpResponse.json({ rows: [] })),
  http.get('/api/settings/providers', () => HttpResponse.json([])),
  http.get('/api/loads', () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get('/api/runs/:id/verdict', () =>
    HttpResponse.json({ reasons: ['No two cars answered the same case.'], leaders: [], pairs: [] }),
  ),
  http.get('/api/auth/me', () =>
    HttpResponse.json({ user: { id: 'owner', name: 'Local owner', role: 'admin' }, signInMode: 'local' }),
  ),
  http.get('/api/pricing', () => HttpResponse.json({ version: '2026-11-01', rows: [] })),
  http.get('/api/hf/models/search', () => HttpResponse.json({ models: [] })),
)

import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { server } from '@/testing/server'
import { visit } from '@/testing/render'

it('a new token is shown once, and revoking asks once', async () => {
  const tokens: object[] = []
  const revoked: unknown[] = []
  server.use(
    http.get('/api/tokens', () => HttpResponse.json({ items: tokens })),
    http.post('/api/tokens', async ({ request }) => {
      const body = (await request.json()) as object
      tokens.push({ id: 't1', ...body })
      return HttpResponse.json({ id: 't1', ...body, token: 'pod_secret' }, { status: 201 })
    }),
    http.delete('/api/tokens/:id', ({ params }) => {
      revoked.push(params.id)
      tokens.length = 0
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { user } = visit('/settings')
  await user.click(await screen.findByRole('button', { name: 'New token' }))
  await user.type(await screen.findByLabelText('Name'), 'ci')
  await user.click(screen.getByRole('button', { name: 'Make token' }))
  expect(await screen.findByText('pod_secret')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(screen.queryByText('pod_secret')).toBeNull()

  await user.click(await screen.findByRole('button', { name: 'Revoke ci' }))
  expect(revoked).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Revoke for good' }))
  await waitFor(() => expect(revoked).toEqual(['t1']))
  expect(await screen.findByText('No tokens yet.')).toBeInTheDocument()
})

it('MustHave_14 prices stand with their source, date and the version of the table', async () => {
  const row = {
    provider: 'openai',
    model: 'gpt-5-mini',
    match: 'prefix',
    rates: { input: 0.25, output: 1, cachedInput: 0.0625 },
    sourceName: 'OpenAI price page',
    sourceUrl: 'https://openai.com/api/pricing/',
    sourceDate: '2026-11-01',
  }
  server.use(
    http.get('/api/tokens', () => HttpResponse.json({ items: [] })),
    http.get('/api/pricing', () => HttpResponse.json({ version: '2026-11-20', rows: [row] })),
  )
  visit('/settings')
  expect(await screen.findByText('$0.0625')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'OpenAI price page' })).toBeInTheDocument()
  expect(screen.getByText('2026-11-01')).toBeInTheDocument()
  expect(screen.getByText(/version 2026-11-20/)).toBeInTheDocument()
})

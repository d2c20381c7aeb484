import { act, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { loadSamples } from '@/testing/load-samples'
import { raceSamples } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'
import { ScriptedStream } from '@/testing/stream'

const limits = (type: string, most: number) => ({
  provider_type: type,
  max_in_flight: most,
  timeout_ms: 90_000,
  retry_count: 1,
  retry_backoff_ms: 500,
})

function form() {
  const started: Record<string, unknown>[] = []
  server.use(
    http.get('/api/suites', () => HttpResponse.json([raceSamples.suite(1, 'Manners')])),
    http.get('/api/connections', () =>
      HttpResponse.json([
        raceSamples.connection(1, 'Demo', { type: 'DEMO' }),
        raceSamples.connection(2, 'Ollama'),
      ]),
    ),
    http.get('/api/cars', () =>
      HttpResponse.json([raceSamples.car(1, 'Hare'), raceSamples.car(3, 'Qwen', { connection_id: 2 })]),
    ),
    http.get('/api/settings/providers', () => HttpResponse.json([limits('DEMO', 8), limits('OLLAMA', 1)])),
    http.post('/api/loads', async ({ request }) => {
      started.push((await request.json()) as Record<string, unknown>)
      return HttpResponse.json({ load_id: 7 }, { status: 201 })
    }),
  )
  return started
}

function result(detail: object, stream = new ScriptedStream()) {
  server.use(
    http.get('/api/loads/7', () => HttpResponse.json(detail)),
    http.get('/api/loads/7/stream', () => stream.response()),
  )
  return stream
}

it('starts a load of the demo car, and leads to its result', async () => {
  const started = form()
  result(loadSamples.detail(7, { status: 'RUNNING', finished_at: null }, []))
  const { user, router, container } = visit('/load')
  expect(await screen.findByRole('checkbox', { name: 'Hare' })).toBeChecked()
  expect(await screen.findByText(/None yet/)).toBeInTheDocument()
  const levels = screen.getByRole('textbox', { name: 'Requests in flight' })
  await user.clear(levels)
  await user.type(levels, '2, 1')
  expect(screen.getByText('Each step above the one before.')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Start the load' })).toBeDisabled()
  await user.clear(levels)
  await user.type(levels, '1, 2')
  expect(
    (await axe.run(container.querySelector('main')!, { rules: { 'color-contrast': { enabled: false } } }))
      .violations,
  ).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Start the load' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/load/7'))
  expect(started).toEqual([
    expect.objectContaining({ car_ids: [1], shape: 'sweep', levels: [1, 2], slos: { ttft_ms: 1000 } }),
  ])
})

it('the form and the loads outlive lists that cannot be read again', async () => {
  form()
  server.use(
    http.get('/api/loads', () => HttpResponse.json({ items: [loadSamples.load(3)], next_cursor: null })),
  )
  const { user, client } = visit('/load')
  await user.click(await screen.findByText('Limits, name'))
  await user.type(screen.getByLabelText('Name'), 'Monday')
  await user.type(screen.getByLabelText('US dollars'), '0.05')
  const loads = screen.getByRole('region', { name: 'Loads so far' })
  await within(loads).findByRole('listitem')
  server.use(
    http.get('/api/cars', () => new HttpResponse(null, { status: 503 })),
    http.get('/api/loads', () => new HttpResponse(null, { status: 503 })),
  )
  await act(() => client.refetchQueries())
  expect(client.getQueryState(['cars'])?.status).toBe('error')
  expect(screen.getByLabelText('Name')).toHaveValue('Monday')
  expect(screen.getByLabelText('US dollars')).toHaveValue(0.05)
  expect(within(loads).getByRole('listitem')).toBeInTheDocument()
  expect(within(loads).getByRole('alert')).toBeInTheDocument()
})

it('a lost reply starts no second load: the next press asks under the same key', async () => {
  form()
  result(loadSamples.detail(7))
  const keys: (string | null)[] = []
  server.use(
    http.post('/api/loads', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ load_id: 7 }, { status: 201 })
    }),
  )
  const { user, router } = visit('/load')
  await user.click(await screen.findByRole('button', { name: 'Start the load' }))
  expect(await screen.findByText('Podium cannot be reached.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Start the load' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/load/7'))
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys).toEqual([keys[0], keys[0]])
})

it('says before the start what a connection will hold back', async () => {
  form()
  const { user } = visit('/load?cars=3')
  expect(await screen.findByText(/Ollama lets 1 in at once; you ask for 8/)).toBeInTheDocument()
  await user.click(screen.getByRole('switch', { name: /Pass the connections/ }))
  expect(screen.queryByText(/Ollama lets 1 in at once/)).not.toBeInTheDocument()
})

it('shows a load live, and its results when it has ended', async () => {
  let over = false
  const stream = result({})
  server.use(
    http.get('/api/loads/7', () =>
      HttpResponse.json(
        over ? loadSamples.detail(7) : loadSamples.detail(7, { status: 'RUNNING', finished_at: null }, []),
      ),
    ),
  )
  const { container } = visit('/load/7')
  expect(await screen.findByText('Live')).toBeInTheDocument()
  stream.send(
    ['load.started', { planned_seconds: 40 }],
    ['stage.started', { ordinal: 1, car_id: 1, stage: 0, level_from: 4, level_to: 4, seconds: 10 }],
    ['load.window', loadSamples.window(1)],
  )
  expect(await screen.findByText('4 in flight')).toBeInTheDocument()

  over = true
  stream.send(
    ['stage.completed', { result: loadSamples.stage(1, 1) }],
    ['load.completed', { status: 'COMPLETED' }],
  )
  stream.end()
  expect(await screen.findByText('Bears 2 in flight')).toBeInTheDocument()
  expect(screen.getByText(/4 in flight was too much/)).toBeInTheDocument()
  const table = screen.getByRole('region', { name: 'Results by level' })
  expect(within(table).getAllByRole('row')).toHaveLength(4)
  expect(within(table).getByText('too much: flat')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: /CSV/ })).toHaveAttribute('href', '/api/loads/7/export.csv')
  expect(
    (await axe.run(container.querySelector('main')!, { rules: { 'color-contrast': { enabled: false } } }))
      .violations,
  ).toEqual([])
})

it('tells what went wrong as text', async () => {
  result(
    loadSamples.detail(7, {}, [
      loadSamples.stage(1, 1, {
        failed: 3,
        errors: [{ outcome: 'failed', code: 'upstream.500', count: 3, example: '<b>Oops</b>' }],
      }),
    ]),
  )
  visit('/load/7')
  const wrong = await screen.findByRole('region', { name: 'What went wrong' })
  expect(within(wrong).getByRole('listitem')).toHaveTextContent(
    '3 ×Hare, 1 in flightfailed · upstream.500<b>Oops</b>',
  )
})

it('a share that nobody knows is a dash, not 0 %', async () => {
  result(
    loadSamples.detail(7, {}, [
      loadSamples.stage(1, 1),
      loadSamples.stage(2, 2, {
        due: 0,
        completed: 0,
        good: 0,
        good_share: null,
        good_per_s: null,
        requests_per_s: null,
      }),
    ]),
  )
  visit('/load/7')
  const table = await screen.findByRole('region', { name: 'Results by level' })
  const row = within(table).getByText('2 in flight').closest('tr')!
  expect(row).not.toHaveTextContent(/0 %|0\.0\/s/)
  expect(within(row).getByTitle('No request was due.')).toHaveTextContent('–')
})

it('offers the same load again', async () => {
  form()
  result(loadSamples.detail(7, { plan: loadSamples.plan({ arrivals: 'poisson', levels: [3, 9] }) }))
  visit('/load?like=7&cars=1')
  expect(await screen.findByRole('textbox', { name: 'Requests per second' })).toHaveValue('3, 9')
  expect(screen.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Why is the sky blue?')
})

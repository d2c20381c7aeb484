import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

function park(connections: object[], cars: object[] = []) {
  const bodies: unknown[] = []
  server.use(
    http.get('/api/connections', () => HttpResponse.json(connections)),
    http.get('/api/cars', () => HttpResponse.json(cars)),
    http.get('/api/connections/:id/models', () => HttpResponse.json(['qwen3:8b', 'llama3.2:3b'])),
    http.post('/api/connections', async ({ request }) => {
      bodies.push(await request.json())
      return HttpResponse.json(raceSamples.connection(9, 'New'))
    }),
    http.post('/api/cars', async ({ request }) => {
      bodies.push(await request.json())
      return HttpResponse.json(raceSamples.car(9, 'New'))
    }),
    http.post('/api/connections/:id/verify-runtime', ({ params }) =>
      HttpResponse.json({
        connection_id: Number(params.id),
        discovery_ok: params.id === '1',
        latency_ms: 43,
        models: params.id === '1' ? ['qwen3:8b'] : [],
        error: params.id === '1' ? null : 'connection refused',
        hints: params.id === '1' ? [] : ['Start the server, then test again.'],
      }),
    ),
  )
  return bodies
}

it('tests every connection at once, and shows what to do about one that is down', async () => {
  park([raceSamples.connection(1, 'Up'), raceSamples.connection(2, 'Down')])
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Test all' }))
  const down = await screen.findByRole('listitem', { name: 'Down' })
  expect(await within(down).findByText('connection refused')).toBeInTheDocument()
  expect(within(down).getByText('Start the server, then test again.')).toBeInTheDocument()
  expect(within(down).getByRole('img', { name: 'offline' })).toBeInTheDocument()
  const up = screen.getByRole('listitem', { name: 'Up' })
  expect(within(up).getByRole('img', { name: 'online' })).toBeInTheDocument()
  expect(within(up).getByText('43 ms')).toBeInTheDocument()
})

it('adds a connection from a preset, under a name nobody has, and sends a key only when one is typed', async () => {
  const bodies = park([raceSamples.connection(1, 'Ollama')])
  const { user } = visit('/garage')
  await screen.findByRole('listitem', { name: 'Ollama' })
  await user.click(screen.getByRole('button', { name: 'Ollama' }))
  await user.click(await screen.findByRole('button', { name: 'Add and test' }))
  await waitFor(() =>
    expect(bodies).toEqual([{ name: 'Ollama 2', type: 'OLLAMA', base_url: 'http://localhost:11434' }]),
  )
})

it('a name that is taken is said at its field', async () => {
  park([])
  server.use(
    http.post('/api/connections', () =>
      HttpResponse.json({ detail: 'This name is taken.', code: 'duplicate', field: 'name' }, { status: 409 }),
    ),
  )
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Connection' }))
  await user.click(await screen.findByRole('button', { name: 'Add and test' }))
  await waitFor(() =>
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('This name is taken.'),
  )
})

it('a car sends null for what was left empty, and refuses what is out of range', async () => {
  const bodies = park([raceSamples.connection(1, 'Ollama')])
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Car' }))
  await user.type(await screen.findByLabelText('Model'), 'qwen3:8b')
  expect(screen.getByLabelText('Name')).toHaveValue('qwen3:8b')
  await user.type(screen.getByLabelText('Temperature'), '3')
  await user.click(screen.getByRole('button', { name: 'Add the car' }))
  expect(await screen.findByText('From 0 to 2.')).toBeInTheDocument()
  await user.clear(screen.getByLabelText('Temperature'))
  await user.type(screen.getByLabelText('Seed'), '7')
  await user.click(screen.getByRole('button', { name: 'Add the car' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({
    name: 'qwen3:8b',
    connection_id: 1,
    model_name: 'qwen3:8b',
    temperature: null,
    seed: 7,
    stop_json: null,
  })
})

it('an empty garage says what to do, and a broken one what happened', async () => {
  park([])
  const { unmount } = visit('/garage')
  expect(await screen.findByText('No connection yet')).toBeInTheDocument()
  unmount()
  server.use(
    http.get('/api/connections', () =>
      HttpResponse.json({ detail: 'The database is away.' }, { status: 503 }),
    ),
  )
  visit('/garage')
  expect(await screen.findByText('The database is away.')).toBeInTheDocument()
})

import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
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

it('Race_Fault_12: a key may come from a variable of the server, which is named when it is set there', async () => {
  const bodies = park([])
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'OpenAI' }))
  const variable = await screen.findByLabelText('Or the server’s environment variable')
  expect(variable).toHaveAccessibleDescription(/Set on this server: OPENAI_API_KEY/)
  await user.type(variable, 'OPENAI_API_KEY')
  await user.click(screen.getByRole('button', { name: 'Add and test' }))
  await waitFor(() =>
    expect(bodies).toEqual([
      {
        name: 'OpenAI',
        type: 'OPENAI',
        base_url: 'https://api.openai.com/v1',
        api_key_env_var: 'OPENAI_API_KEY',
      },
    ]),
  )
})

it('Race_Fault_12: connections and cars can be changed, every sampling field of them', async () => {
  park(
    [raceSamples.connection(1, 'Ollama', { has_stored_api_key: true })],
    [raceSamples.car(4, 'Racer', { temperature: 0.7, seed: 7 })],
  )
  const bodies: unknown[] = []
  server.use(
    http.put('/api/connections/1', async ({ request }) => {
      bodies.push(await request.json())
      return HttpResponse.json(raceSamples.connection(1, 'Lab'))
    }),
    http.put('/api/cars/4', async ({ request }) => {
      bodies.push(await request.json())
      return HttpResponse.json(raceSamples.car(4, 'Racer'))
    }),
  )
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Edit Ollama' }))
  await user.clear(await screen.findByLabelText('Name'))
  await user.type(screen.getByLabelText('Name'), 'Lab')
  await user.click(screen.getByLabelText('Forget the stored key'))
  await user.click(screen.getByRole('button', { name: 'Save and test' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toEqual({
    name: 'Lab',
    type: 'OLLAMA',
    base_url: 'http://localhost:11434',
    clear_api_key: true,
  })

  await user.click(await screen.findByRole('button', { name: 'Edit Racer' }))
  await user.clear(await screen.findByLabelText('Temperature'))
  await user.clear(screen.getByLabelText('Seed'))
  await user.type(screen.getByLabelText('Max tokens'), '50')
  await user.type(screen.getByLabelText('Top-k'), '3')
  await user.type(screen.getByLabelText('Stop sequences'), 'END{enter}STOP')
  await user.selectOptions(screen.getByLabelText('Reasoning'), 'low')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({
    temperature: null,
    seed: null,
    max_tokens: 50,
    top_k: 3,
    stop_json: ['END', 'STOP'],
    reasoning_effort: 'low',
  })
})

it('rare sampling fields stand folded, are sent and read back, and unfold where one is wrong', async () => {
  const bodies = park(
    [raceSamples.connection(1, 'Ollama')],
    [raceSamples.car(4, 'Racer', { repeat_penalty: 1.1, num_ctx: 8192, reasoning_effort: 'xhigh' })],
  )
  const { user } = visit('/garage')
  expect(await screen.findByText(/repeat penalty 1.1 · context 8192 · xhigh reasoning/)).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Car' }))
  await user.type(await screen.findByLabelText('Model'), 'qwen3:8b')
  const fold = screen.getByText('More sampling').closest('details')!
  expect(fold.open).toBe(false)
  fireEvent.change(screen.getByLabelText('Min-p'), { target: { value: '2' } })
  await user.click(screen.getByRole('button', { name: 'Add the car' }))
  expect(await screen.findByText('From 0 to 1.')).toBeInTheDocument()
  expect(fold.open).toBe(true)
  await user.clear(screen.getByLabelText('Min-p'))
  await user.type(screen.getByLabelText('Min-p'), '0.05')
  await user.type(screen.getByLabelText('Presence penalty'), '-0.5')
  await user.selectOptions(screen.getByLabelText('Reasoning'), 'xhigh')
  await user.click(screen.getByRole('button', { name: 'Add the car' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({
    min_p: 0.05,
    presence_penalty: -0.5,
    frequency_penalty: null,
    repeat_penalty: null,
    num_ctx: null,
    reasoning_effort: 'xhigh',
  })

  await user.click(await screen.findByRole('button', { name: 'Edit Racer' }))
  expect(await screen.findByLabelText('Repeat penalty')).toHaveValue(1.1)
  expect(screen.getByText('More sampling').closest('details')).toHaveAttribute('open')
})

it('Race_Fault_12: the button shows what verify-runtime found, such as a stored key that cannot be read', async () => {
  park([raceSamples.connection(1, 'Old', { has_stored_api_key: true })])
  server.use(
    http.post('/api/connections/1/verify-runtime', () =>
      HttpResponse.json({
        connection_id: 1,
        auth_source: 'encrypted_db',
        auth_present: false,
        discovery_ok: false,
        error: 'The stored key cannot be read.',
        hints: ['Save the key again.'],
      }),
    ),
  )
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Test' }))
  expect(await screen.findByText('stored key unreadable')).toBeInTheDocument()
  expect(screen.getByRole('alert')).toHaveTextContent('The stored key cannot be read.')
  expect(screen.getByRole('list', { name: 'Hints' })).toHaveTextContent('Save the key again.')
})

it('limits are changed for a kind of connection, and hold at once', async () => {
  park([raceSamples.connection(1, 'Ollama')])
  const limits = (more: object = {}) => ({
    provider_type: 'OLLAMA',
    max_in_flight: 1,
    timeout_ms: 90_000,
    retry_count: 1,
    retry_backoff_ms: 500,
    ...more,
  })
  const bodies: unknown[] = []
  server.use(
    http.get('/api/settings/providers', () => HttpResponse.json([limits()])),
    http.put('/api/settings/providers', async ({ request }) => {
      bodies.push(await request.json())
      return HttpResponse.json([limits({ max_in_flight: 4 })])
    }),
  )
  const { user } = visit('/garage')
  await user.click(await screen.findByRole('button', { name: 'Limits' }))
  const field = await screen.findByLabelText('Ollama: In flight')
  await user.clear(field)
  await user.type(field, '4')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(bodies).toEqual([{ items: [limits({ max_in_flight: 4 })] }]))
  expect(await screen.findByText(/hold from the next request on/)).toBeInTheDocument()
})

it('the garage, and a car half made, outlive a list that cannot be read again', async () => {
  park([raceSamples.connection(1, 'Up')], [raceSamples.car(1, 'Qwen')])
  const { user, client } = visit('/garage')
  const up = await screen.findByRole('listitem', { name: 'Up' })
  server.use(http.get('/api/cars', () => new HttpResponse(null, { status: 503 })))
  await act(() => client.refetchQueries({ queryKey: ['cars'] }))
  expect(await screen.findByRole('alert')).toBeInTheDocument()
  expect(within(up).getByText('Qwen')).toBeInTheDocument()
  await user.click(within(up).getByRole('button', { name: 'Edit Qwen' }))
  expect(await screen.findByRole('dialog', { name: 'Edit Qwen' })).toBeInTheDocument()
})

it('ten thousand cars are found by typing and do not stop the page', async () => {
  const cars = Array.from({ length: 10_000 }, (_, i) => raceSamples.car(i + 1, `Car ${i + 1}`))
  park([raceSamples.connection(1, 'Ollama')], cars)
  const { user } = visit('/garage')
  const list = await screen.findByRole('list', { name: 'Cars of Ollama' })
  expect(within(list).getAllByRole('listitem')).toHaveLength(40)
  expect(screen.getByText('and 9,960 more: type to find one')).toBeInTheDocument()
  await user.type(screen.getByLabelText('Find a car of Ollama'), 'car 9999')
  expect(within(list).getAllByRole('listitem')).toHaveLength(1)
  expect(within(list).getByText('Car 9999')).toBeInTheDocument()
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

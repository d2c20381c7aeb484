import { act, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import { lap, raceEnd, raceSamples, raceStart, raceWire, type RaceStep } from '@/testing/race-samples'
import { noRules } from '@/features/race/lib/rules'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

function grid(connectionOk = true) {
  const started: Record<string, unknown>[] = []
  const keys: (string | null)[] = []
  server.use(
    http.get('/api/suites', () => HttpResponse.json([raceSamples.suite(1, 'Manners')])),
    http.get('/api/connections', () =>
      HttpResponse.json([
        raceSamples.connection(1, 'Demo', { type: 'DEMO' }),
        raceSamples.connection(2, 'Ollama'),
      ]),
    ),
    http.get('/api/cars', () =>
      HttpResponse.json([
        raceSamples.car(1, 'Hare'),
        raceSamples.car(2, 'Tortoise'),
        raceSamples.car(3, 'Qwen', { connection_id: 2 }),
      ]),
    ),
    http.post('/api/connections/2/test', () =>
      HttpResponse.json({
        ok: connectionOk,
        latency_ms: 8,
        models: [],
        error: connectionOk ? null : 'connection refused',
      }),
    ),
    http.post('/api/runs/start', async ({ request }) => {
      started.push((await request.json()) as Record<string, unknown>)
      keys.push(request.headers.get('Idempotency-Key'))
      return HttpResponse.json({ run_id: 7 })
    }),
  )
  return { started, keys }
}

function run(more: object = {}, steps: RaceStep[] = []) {
  server.use(
    http.get('/api/runs/7', () => HttpResponse.json(raceSamples.detail(7, more))),
    http.get('/api/runs/7/items', () =>
      HttpResponse.json({ items: [raceSamples.row(1, 1, 1)], next_cursor: null }),
    ),
    http.get('/api/runs/7/stream', ({ request }) => {
      const after = Number(new URL(request.url).searchParams.get('after_seq'))
      return HttpResponse.text(raceWire(steps.slice(after), 100, after + 1), {
        headers: { 'Content-Type': 'text/event-stream' },
      })
    }),
  )
}

const whole: RaceStep[] = [
  raceStart,
  ...lap(1, 1, 800),
  ...lap(2, 2, 1200),
  ...lap(3, 1, 700, { passed: 1, text: 'hello from the hare' }),
  ...lap(4, 2, 1300),
  raceEnd,
]

it('starts with the demo cars on the grid, and leads to the track', async () => {
  const { started, keys } = grid()
  run({}, whole)
  const { user, router } = visit('/race')
  const order = await screen.findByRole('list', { name: 'Starting grid' })
  expect(
    within(order)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([expect.stringContaining('Hare'), expect.stringContaining('Tortoise')])
  await user.click(screen.getByRole('radio', { name: 'Head to head' }))
  await user.click(screen.getByRole('button', { name: 'Start the race' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/race/7'))
  expect(started).toEqual([
    { suite_id: 1, car_ids: [1, 2], mode: 'head_to_head', repetitions: 1, warmups: 0 },
  ])
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
})

it('a connection that is down is said before anything starts, and does not stop who insists', async () => {
  const { started } = grid(false)
  run({}, whole)
  const { user } = visit('/race?suite=1&cars=3')
  await user.click(await screen.findByRole('button', { name: 'Start the race' }))
  expect(await screen.findByText(/connection refused/)).toBeInTheDocument()
  expect(started).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Start anyway' }))
  await waitFor(() => expect(started).toHaveLength(1))
})

it('a lost reply starts no second run: the next press asks under the same key', async () => {
  const { keys } = grid()
  run({}, whole)
  const lost: (string | null)[] = []
  server.use(
    http.post(
      '/api/runs/start',
      ({ request }) => {
        lost.push(request.headers.get('Idempotency-Key'))
        return HttpResponse.error()
      },
      { once: true },
    ),
  )
  const { user, router } = visit('/race')
  await user.click(await screen.findByRole('button', { name: 'Start the race' }))
  expect(await screen.findByText('Podium cannot be reached.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Start the race' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/race/7'))
  expect(keys).toEqual(lost)
})

it('the grid and what was typed there outlive a list that cannot be read again', async () => {
  grid()
  const { user, client } = visit('/race')
  await user.click(await screen.findByText('Limits, judge, label'))
  await user.type(screen.getByLabelText('US dollars'), '0.05')
  await user.type(screen.getByLabelText('Label'), 'before')
  server.use(http.get('/api/suites', () => new HttpResponse(null, { status: 503 })))
  await act(() => client.refetchQueries({ queryKey: ['suites'] }))
  expect(client.getQueryState(['suites', 'list'])?.status).toBe('error')
  expect(screen.getByLabelText('Label')).toHaveValue('before')
  expect(screen.getByLabelText('US dollars')).toHaveValue(0.05)
})

it('the rules outlive a reload of the page, until a race was started with them', async () => {
  const { started } = grid()
  run({}, whole)
  const first = visit('/race')
  const repetitions = await screen.findByLabelText('Repetitions')
  await first.user.clear(repetitions)
  await first.user.type(repetitions, '3')
  await first.user.type(screen.getByLabelText('Warm-ups'), '{Backspace}2')
  await first.user.click(screen.getByText('Limits, judge, label'))
  await first.user.type(screen.getByLabelText('US dollars'), '0.05')
  await first.user.selectOptions(screen.getByLabelText('Judge'), 'Qwen')
  await first.user.type(screen.getByLabelText('Label'), 'before')
  first.unmount()

  const { user, router } = visit('/race')
  expect(await screen.findByLabelText('Repetitions')).toHaveValue(3)
  await user.click(screen.getByRole('button', { name: 'Start the race' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/race/7'))
  expect(started).toEqual([
    expect.objectContaining({
      repetitions: 3,
      warmups: 2,
      judge_car_id: 3,
      label: 'before',
      limits: { max_cost_usd: 0.05 },
    }),
  ])
  await act(() => router.navigate({ to: '/race' }))
  expect(await screen.findByLabelText('Repetitions')).toHaveValue(1)
  expect(screen.getByLabelText('Label')).toHaveValue('')
})

it('a judge who left the garage since is not asked for', async () => {
  const { started } = grid()
  run({}, whole)
  sessionStorage.setItem('podium.grid.rules', JSON.stringify({ ...noRules, judgeCarId: 99 }))
  const { user } = visit('/race')
  await user.click(await screen.findByRole('button', { name: 'Start the race' }))
  await waitFor(() => expect(started).toHaveLength(1))
  expect(started[0]).not.toHaveProperty('judge_car_id')
})

it('the time is told from earlier races, and where there were none it is called a guess', async () => {
  grid()
  const { unmount } = visit('/race?suite=1&cars=1,2')
  expect(await screen.findByText(/A guess: these cars have not raced yet/)).toBeInTheDocument()
  unmount()
  const rows = (...latencies: [number, number][]) =>
    latencies.map(([car_id, avg_latency_ms]) => ({ car_id, avg_latency_ms }))
  server.use(
    http.get('/api/runs/leaderboard', ({ request }) => {
      const asked = new URL(request.url).searchParams
      expect(asked.get('pooled')).toBe('true')
      return HttpResponse.json({
        rows: asked.get('suite_id') === '1' ? rows([1, 4000]) : rows([1, 9], [2, 6000]),
      })
    }),
  )
  const { user } = visit('/race?suite=1&cars=1,2')
  expect(await screen.findByText(/From earlier races of these cars/)).toBeInTheDocument()
  const time = () => screen.getByText('Time').nextElementSibling
  await waitFor(() => expect(time()).toHaveTextContent('20.0 s'))
  await user.type(screen.getByLabelText('Warm-ups'), '{Backspace}1')
  expect(time()).toHaveTextContent('30.0 s')
  expect(screen.getByText('and 2 to warm up')).toBeInTheDocument()
})

it('a finished race shows its podium by result and by time, its lanes and its text', async () => {
  run({}, whole)
  const { user } = visit('/race/7')
  const podium = await screen.findByRole('region', { name: 'Podium' })
  const places = () =>
    within(within(podium).getByRole('region', { name: 'Final order' }))
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent)
  await waitFor(() => expect(places()).toEqual(['Tortoise', 'Hare']))
  await user.click(within(podium).getByRole('radio', { name: 'By time' }))
  expect(places()).toEqual(['Hare', 'Tortoise'])
  expect(
    within(podium).getByRole('img', { name: /Photo finish: Hare 1.50 s, Tortoise 2.50 s/ }),
  ).toBeInTheDocument()
  const lanes = screen.getByRole('list', { name: 'Lanes' })
  expect(within(lanes).getByRole('progressbar', { name: 'Progress of Hare' })).toHaveAttribute(
    'aria-valuenow',
    '100',
  )
  expect(screen.getByLabelText('What Hare says')).toHaveTextContent('hello from the hare')
})

it('a race that is on can be paused, and says that it is live', async () => {
  const asked: string[] = []
  run({ status: 'RUNNING', items_done: 1, finished_at: null }, whole.slice(0, 12))
  server.use(
    http.post('/api/runs/7/pause', () => {
      asked.push('pause')
      return HttpResponse.json(raceSamples.run(7))
    }),
  )
  const { user } = visit('/race/7')
  expect(await screen.findByRole('button', { name: 'Live' })).toHaveAttribute('aria-pressed', 'true')
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  await waitFor(() => expect(asked).toEqual(['pause']))
  expect(screen.queryByRole('region', { name: 'Podium' })).toBeNull()
})

it('the replay goes back to any moment', async () => {
  run({}, whole)
  visit('/race/7')
  await screen.findByRole('region', { name: 'Podium' })
  const bar = screen.getByRole('slider', { name: 'Moment of the race' })
  const { fireEvent } = await import('@testing-library/react')
  fireEvent.change(bar, { target: { value: '750' } })
  const lanes = screen.getByRole('list', { name: 'Lanes' })
  await waitFor(() =>
    expect(within(lanes).getByRole('progressbar', { name: 'Progress of Hare' })).toHaveAttribute(
      'aria-valuenow',
      '50',
    ),
  )
  expect(screen.queryByRole('region', { name: 'Podium' })).toBeNull()
})

it('a run that does not exist says so, and an address that is no number is no page', async () => {
  server.use(
    http.get('/api/runs/8', () => HttpResponse.json({ detail: 'There is no run 8.' }, { status: 404 })),
  )
  const { unmount } = visit('/race/8')
  expect(await screen.findByText('There is no run 8.')).toBeInTheDocument()
  unmount()
  visit('/race/fast')
  expect(await screen.findByText('No such page')).toBeInTheDocument()
})

it('who asked for less motion sees plain bars', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        matches: query.includes('reduce'),
        media: query,
        addEventListener: () => {},
        removeEventListener: () => {},
      }) as unknown as MediaQueryList,
  )
  run({}, whole)
  const { container } = visit('/race/7')
  const lanes = await screen.findByRole('list', { name: 'Lanes' })
  await waitFor(() =>
    expect(within(lanes).getByRole('progressbar', { name: 'Progress of Hare' })).toHaveAttribute(
      'aria-valuenow',
      '100',
    ),
  )
  expect(container.querySelector('.race-car')).toBeNull()
})

it('axe finds nothing on the grid and on the track', async () => {
  grid()
  run({}, whole)
  const { container, unmount } = visit('/race')
  await screen.findByRole('list', { name: 'Starting grid' })
  expect(await violations(container)).toEqual([])
  unmount()
  const track = visit('/race/7')
  await screen.findByRole('region', { name: 'Podium' })
  expect(await violations(track.container)).toEqual([])
})

const violations = async (container: Element) =>
  (
    await axe.run(container.querySelector('main')!, { rules: { 'color-contrast': { enabled: false } } })
  ).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])

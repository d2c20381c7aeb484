import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

const shape = {
  n: 4,
  mean: 400,
  sd: 10,
  min: 300,
  p50: 412,
  p90: 480,
  p95: 490,
  p99: null,
  max: 500,
  histogram: [1, 2, 1],
}
const scoreRow = (car_id: number, car_name: string, more: object = {}) => ({
  car_id,
  car_name,
  model_name: `demo/${car_name.toLowerCase()}`,
  connection_name: 'Demo',
  items_total: 2,
  items_completed: 2,
  items_failed: 0,
  items_partial: 0,
  error_rate: 0,
  assertion_pass_rate: 1,
  pass: { n: 2, count: 2, value: 1, low: 0.34, high: 1 },
  distributions: { ttft_ms: shape },
  ...more,
})
const verdict = (metric: string, more: object) => ({
  metric,
  higher_is_better: true,
  verdict: 'worse',
  n: 40,
  baseline: 0.9,
  current: 0.7,
  difference: -0.2,
  low: -0.31,
  high: -0.08,
  test: 'mcnemar_exact',
  p_adjusted: 0.004,
  gained: 1,
  lost: 9,
  ...more,
})

beforeEach(() => {
  server.use(
    http.get('/api/suites', () => HttpResponse.json([raceSamples.suite(1, 'Manners')])),
    http.get('/api/cars', () => HttpResponse.json([raceSamples.car(1, 'Hare'), raceSamples.car(9, 'Owl')])),
    http.get('/api/runs/:id', ({ params }) => HttpResponse.json(raceSamples.detail(Number(params.id)))),
    http.get('/api/runs/7/scorecard', () =>
      HttpResponse.json({
        run_id: 7,
        rows: [scoreRow(2, 'Tortoise'), scoreRow(1, 'Hare', { items_failed: 1, items_completed: 1 })],
      }),
    ),
    http.get('/api/runs/7/judgings', () => HttpResponse.json({ items: [] })),
    http.get('/api/runs/7/gate', () =>
      HttpResponse.json({ result: 'pass', reasons: [], metrics: ['pass_rate', 'error_rate'] }),
    ),
    http.get('/api/runs/7/items', () =>
      HttpResponse.json({
        items: [
          raceSamples.row(1, 1, 1),
          raceSamples.row(2, 1, 2),
          raceSamples.row(3, 2, 1, { status: 'FAILED' }, null),
          raceSamples.row(4, 2, 2),
        ],
        next_cursor: null,
      }),
    ),
  )
})

it('lists runs by what the address says, and finds by label, suite and car', async () => {
  const asked: URLSearchParams[] = []
  server.use(
    http.get('/api/runs', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json([
        raceSamples.run(7, { label: 'before' }),
        raceSamples.run(8, { is_baseline: true }),
      ])
    }),
  )
  const { user, router } = visit('/runs?status=COMPLETED')
  const list = await screen.findByRole('region', { name: 'Runs' })
  expect(within(list).getAllByRole('link')).toHaveLength(2)
  expect(asked.some((search) => search.get('status') === 'COMPLETED')).toBe(true)
  await user.type(screen.getByRole('searchbox', { name: 'Find a run' }), 'before')
  await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(1))
  expect(router.state.location.search).toMatchObject({ q: 'before', status: 'COMPLETED' })
})

it('walks by j and k and opens by Enter', async () => {
  server.use(http.get('/api/runs', () => HttpResponse.json([raceSamples.run(8), raceSamples.run(7)])))
  const { user, router } = visit('/runs')
  await screen.findByRole('region', { name: 'Runs' })
  await user.keyboard('jj{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/7'))
})

it('the scorecard tells medians with their n, shares with their interval, and unknowns with their reason', async () => {
  visit('/runs/7')
  const card = await screen.findByRole('region', { name: 'Scorecard' })
  const tortoise = within(card).getByRole('row', { name: /Tortoise/ })
  expect(tortoise).toHaveTextContent('412 ms')
  expect(tortoise).toHaveTextContent('p95 490 ms · n 4')
  expect(tortoise).toHaveTextContent('2 of 2 · 34 % to 100 %')
  expect(within(tortoise).getByTitle('Nobody has judged this run.')).toBeInTheDocument()
  expect(within(card).getByRole('row', { name: /Hare/ })).toHaveTextContent('1 failed')
  expect(screen.getByRole('img', { name: /TTFT of Tortoise: median 412 ms/ })).toBeInTheDocument()
})

it('the matrix says each outcome in words, is walked by arrows, and opens an item whose markup stays text', async () => {
  server.use(
    http.get('/api/runs/7/items/3', () =>
      HttpResponse.json({
        item: raceSamples.item(3, 2, 1, { status: 'FAILED', error_message: 'The provider went away.' }),
        test: raceSamples.test(2, 'Farewell'),
        output: {
          run_item_id: 3,
          request_messages_json: [{ role: 'user', content: 'Say goodbye.' }],
          final_text: '<img src=x onerror=alert(1)>',
        },
        metric: null,
        tool_calls: [],
        judge_results: [],
        events: [],
      }),
    ),
  )
  const { user, router, baseElement } = visit('/runs/7?tab=items')
  const grid = await screen.findByRole('grid', { name: 'Cases by cars' })
  within(grid)
    .getByRole('button', { name: /^Greeting, Hare: passed/ })
    .focus()
  await user.keyboard('{ArrowDown}')
  const failed = within(grid).getByRole('button', { name: 'Farewell, Hare: ended in an error' })
  await waitFor(() => expect(failed).toHaveFocus())
  await user.keyboard('{Enter}')
  expect(await screen.findByText('The provider went away.')).toBeInTheDocument()
  expect(screen.getByLabelText('Answer', { selector: 'pre' })).toHaveTextContent(
    '<img src=x onerror=alert(1)>',
  )
  expect(baseElement.querySelector('img[src=x]')).toBeNull()
  expect(router.state.location.search).toMatchObject({ item: 3 })
})

it('the cars of a run are put against each other, and the leader is named', async () => {
  const leaders = [{ car_id: 1, car_name: 'Hare', advantages: [] }]
  const pairs = [
    {
      first_car_id: 1,
      first_car_name: 'Hare',
      second_car_id: 2,
      second_car_name: 'Tortoise',
      metrics: [verdict('pass_rate', { verdict: 'better', difference: 0.2, low: 0.08, high: 0.31 })],
    },
  ]
  server.use(
    http.get('/api/runs/7/verdict', () =>
      HttpResponse.json({ reasons: [], decided_by: 'pass_rate', leaders, pairs }),
    ),
  )
  visit('/runs/7')
  const section = await screen.findByRole('region', { name: 'Car against car' })
  expect(
    within(section).getByText(/Hare leads by items passed: no other car beats it over 40 cases/),
  ).toBeVisible()
  expect(within(section).getByRole('columnheader', { name: 'Tortoise' })).toBeVisible()
  expect(within(section).getByText('better')).toBeVisible()
})

it('a baseline gives verdicts with intervals, and refuses runs that do not compare', async () => {
  server.use(
    http.get('/api/runs', () =>
      HttpResponse.json([raceSamples.run(7), raceSamples.run(6, { is_baseline: true, label: 'pinned one' })]),
    ),
    http.get('/api/runs/7/compare', ({ request }) =>
      HttpResponse.json({
        run_id: 7,
        baseline_run_id: Number(new URL(request.url).searchParams.get('baseline_run_id')),
        comparable: false,
        reasons: ['Run 7 ran version 3 of Manners, run 6 version 2.'],
        rows: [
          {
            car_id: 1,
            car_name: 'Hare',
            summary: 'regressed',
            votes: -2,
            metrics: [verdict('pass_rate', {})],
          },
        ],
      }),
    ),
  )
  visit('/runs/7?tab=compare')
  expect(await screen.findByText(/ran version 3 of Manners/)).toBeInTheDocument()
  const table = screen.getByRole('region', { name: 'Verdicts' })
  expect(table).toHaveTextContent('worse')
  expect(table).toHaveTextContent('1 gained, 9 lost')
  expect(
    within(table).getByRole('img', { name: 'Items passed: −20 %, 95 % interval −31 % to −8.0 %' }),
  ).toBeInTheDocument()
})

it('a judge is asked once, and a car that raced is warned of', async () => {
  const asked: unknown[] = []
  server.use(
    http.post('/api/runs/7/judge', async ({ request }) => {
      asked.push(await request.json())
      return HttpResponse.json({
        judging_id: 1,
        mode: 'score',
        state: 'RUNNING',
        judge_car_name: 'Hare',
        total_items: 4,
        scored_items: 0,
      })
    }),
  )
  const { user } = visit('/runs/7?tab=judge')
  const judge = await screen.findByRole('combobox', { name: 'Judge' })
  await screen.findByRole('option', { name: 'Hare' })
  expect(screen.getByText(/This model raced too/)).toBeInTheDocument()
  await user.selectOptions(judge, 'Owl')
  expect(screen.queryByText(/This model raced too/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Judge' }))
  await waitFor(() => expect(asked).toEqual([{ judge_car_id: 9, mode: 'score' }]))
})

it('pins a baseline, and asks once before deleting', async () => {
  const calls: unknown[] = []
  server.use(
    http.patch('/api/runs/7', async ({ request }) => {
      calls.push(await request.json())
      return HttpResponse.json(raceSamples.run(7, { is_baseline: true }))
    }),
    http.delete('/api/runs/7', () => {
      calls.push('deleted')
      return HttpResponse.json({ status: 'deleted' })
    }),
  )
  const { user, router } = visit('/runs/7')
  await user.click(await screen.findByRole('button', { name: 'Make it a baseline' }))
  await waitFor(() => expect(calls).toEqual([{ is_baseline: true }]))
  await user.click(screen.getByRole('button', { name: 'Delete the run' }))
  await user.click(await screen.findByRole('button', { name: 'Delete for good' }))
  await waitFor(() => expect(calls).toHaveLength(2))
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs'))
})

it('reads older runs as the list is walked to its end, and searches on through them', async () => {
  const page = (from: number) => Array.from({ length: 50 }, (_, i) => raceSamples.run(from - i))
  const asked: (string | null)[] = []
  server.use(
    http.get('/api/runs', ({ request }) => {
      const search = new URL(request.url).searchParams
      if (search.get('limit') === '20') return HttpResponse.json(page(120).slice(0, 20))
      expect(search.get('limit')).toBe('50')
      asked.push(search.get('before'))
      const from = Number(search.get('before') ?? 121) - 1
      return HttpResponse.json(from > 70 ? page(from) : page(from).slice(0, 20))
    }),
  )
  const { user } = visit('/runs')
  await screen.findByRole('region', { name: 'Runs' })
  expect(asked).toEqual([null])
  await user.type(screen.getByRole('searchbox', { name: 'Find a run' }), '#52')
  expect(await screen.findByRole('link', { name: /#52/ })).toBeInTheDocument()
  expect(await screen.findByText('1 of the 70 newest runs')).toBeInTheDocument()
  expect(asked).toEqual([null, '71'])
})

it('a list that cannot be read anew stays, and says so', async () => {
  let broken = false
  server.use(
    http.get('/api/runs', ({ request }) => {
      if (new URL(request.url).searchParams.get('limit') === '20') return HttpResponse.json([])
      return broken
        ? HttpResponse.json({ detail: 'The database is away.' }, { status: 500 })
        : HttpResponse.json([raceSamples.run(7)])
    }),
    http.patch('/api/runs/7', () => HttpResponse.json(raceSamples.run(7))),
  )
  const { client } = visit('/runs')
  const list = await screen.findByRole('region', { name: 'Runs' })
  broken = true
  await client.refetchQueries({ queryKey: ['runs', 'list'] })
  expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.')
  expect(within(list).getAllByRole('link')).toHaveLength(1)
})

it('nobody is cheapest by a sum over fewer items', async () => {
  const cards = (items: number) => [
    scoreRow(2, 'Tortoise', { cost_usd: 0.02, cost_items: 2 }),
    scoreRow(1, 'Hare', { cost_usd: 0.015, cost_items: items }),
  ]
  let items = 1
  server.use(http.get('/api/runs/7/scorecard', () => HttpResponse.json({ run_id: 7, rows: cards(items) })))
  const { client } = visit('/runs/7')
  const card = await screen.findByRole('region', { name: 'Scorecard' })
  const hare = within(card).getByRole('row', { name: /Hare/ })
  expect(hare).toHaveTextContent('$0.0150 an item · 1 priced')
  expect(within(hare).queryByLabelText('best')).toBeNull()
  items = 2
  await client.refetchQueries({ queryKey: ['runs', 7, 'scorecard'] })
  expect(await within(hare).findByLabelText('best')).toBeInTheDocument()
})

it('the gate says whether the run may pass, and the report goes against the same baseline', async () => {
  server.use(
    http.get('/api/runs', ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get('before') === null
          ? Array.from({ length: 50 }, (_, i) => raceSamples.run(107 - i))
          : [raceSamples.run(6, { is_baseline: true })],
      ),
    ),
    http.get('/api/runs/7/compare', () =>
      HttpResponse.json({ run_id: 7, baseline_run_id: 6, comparable: true, reasons: [], rows: [] }),
    ),
    http.get('/api/runs/7/gate', ({ request }) => {
      expect(new URL(request.url).searchParams.get('baseline')).toBe('6')
      return HttpResponse.json({
        result: 'fail',
        reasons: [{ code: 'worse', message: 'Hare: pass_rate went from 0.9 to 0.7.' }],
        metrics: ['pass_rate', 'error_rate'],
      })
    }),
  )
  const { user } = visit('/runs/7?tab=compare')
  const gate = await screen.findByRole('region', { name: 'Gate' })
  expect(gate).toHaveTextContent('the gate holds it')
  expect(gate).toHaveTextContent('It looks at items passed and errors')
  expect(gate).toHaveTextContent('Hare: pass_rate went from 0.9 to 0.7.')
  expect(screen.getByRole('combobox', { name: 'Baseline' })).toHaveDisplayValue(/^#6 · pinned/)
  await user.click(screen.getByRole('button', { name: 'Download against #6' }))
  expect(await screen.findByRole('menuitem', { name: /JUnit/ })).toHaveAttribute(
    'href',
    '/api/runs/7/report.xml?baseline=6',
  )
})

it('a judge may be asked about everything again, and counts come from its judging', async () => {
  const asked: unknown[] = []
  const judging = {
    judging_id: 1,
    mode: 'score',
    state: 'COMPLETED',
    judge_car_name: 'Owl',
    total_items: 1200,
    scored_items: 1200,
    parse_failures: 3,
  }
  server.use(
    http.get('/api/runs/7', () =>
      HttpResponse.json({
        ...raceSamples.detail(7),
        judge_results: [{ id: 1, run_item_id: null, car_id: 1, overall: 7.5, rationale: '' }],
      }),
    ),
    http.get('/api/runs/7/judgings', () => HttpResponse.json({ items: [judging] })),
    http.post('/api/runs/7/judge', async ({ request }) => {
      asked.push(await request.json())
      return HttpResponse.json({ ...judging, judging_id: 2, state: 'RUNNING' })
    }),
  )
  const { user } = visit('/runs/7?tab=judge')
  expect(await screen.findByText(/1,200 answers judged; 3 scores could not be read/)).toBeInTheDocument()
  await screen.findByRole('option', { name: 'Hare' })
  await user.click(screen.getByRole('button', { name: 'Judge all again' }))
  await waitFor(() => expect(asked).toEqual([{ judge_car_id: 1, mode: 'score', all: true }]))
})

it('says what the run was started with, by whom, and what it cost in all', async () => {
  server.use(
    http.get('/api/runs/7', () =>
      HttpResponse.json(
        raceSamples.detail(7, {
          limits: { max_seconds: 90, max_cost_pico_usd: 500_000_000_000, max_errors: null },
          judge_car: { id: 9, name: 'Owl' },
          owner: { id: 'owner', name: 'Local owner' },
        }),
      ),
    ),
    http.get('/api/runs/7/scorecard', () =>
      HttpResponse.json({ run_id: 7, rows: [scoreRow(1, 'Hare', { cost_usd: 0.25, cost_items: 2 })] }),
    ),
  )
  visit('/runs/7')
  expect(
    await screen.findByText(
      /cost \$0\.2500 · at most 1 m 30 s, \$0\.5000 · judge Owl · started by Local owner/,
    ),
  ).toBeInTheDocument()
})

it('all goes again once, though the reply got lost', async () => {
  const keys: (string | null)[] = []
  server.use(
    http.post('/api/runs/7/rerun', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ run_id: 8 })
    }),
    http.get(
      '/api/runs/8/stream',
      () => new HttpResponse('', { headers: { 'Content-Type': 'text/event-stream' } }),
    ),
  )
  const { user, router } = visit('/runs/7')
  await user.click(await screen.findByRole('button', { name: 'All again' }))
  expect(await screen.findByText('Podium cannot be reached.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'All again' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/race/8'))
  expect(keys[0]).toBeTruthy()
  expect(keys[1]).toBe(keys[0])
})

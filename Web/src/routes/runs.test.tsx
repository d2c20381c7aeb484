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

import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

const standing = (car_id: number, car_name: string, suite_version: number, more: object = {}) => ({
  car_id,
  car_name,
  model_name: `demo/${car_name.toLowerCase()}`,
  connection_name: 'Demo',
  suite_id: 1,
  suite_name: 'Manners',
  suite_version,
  runs: 3,
  items_total: 120,
  items_failed: 2,
  error_rate: 0.02,
  avg_ttft_ms: 412,
  avg_latency_ms: 1240,
  avg_tokens_per_sec: 24,
  assertion_pass_rate: 0.9,
  avg_judge_overall: null,
  pass: { n: 118, count: 90, value: 0.763, low: 0.68, high: 0.83 },
  cost_usd: null,
  last_run_id: 7,
  ...more,
})

it('puts the cars of one version of a suite side by side, and older versions only when asked', async () => {
  const asked: (string | null)[] = []
  server.use(
    http.get('/api/suites', () => HttpResponse.json([raceSamples.suite(1, 'Manners')])),
    http.get('/api/cars', () => HttpResponse.json([])),
    http.get('/api/runs/leaderboard', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('suite_id'))
      return HttpResponse.json({
        rows: [
          standing(2, 'Tortoise', 3),
          standing(1, 'Hare', 3, { runs: 1, pass: null }),
          standing(1, 'Hare', 2),
        ],
      })
    }),
  )
  const { user, router } = visit('/runs')
  await user.click(await screen.findByRole('link', { name: 'All time' }))
  const table = await screen.findByRole('region', { name: 'Cars at Manners, version 3' })
  const [, first, second] = within(table).getAllByRole('row')
  expect(first).toHaveTextContent(
    /Tortoise.*120.*3 runs, 2 failed.*76 %.*68 % to 83 % · n 118.*90 %.*412 ms.*1\.24 s/,
  )
  expect(within(first!).getByRole('link', { name: 'last run #7' })).toHaveAttribute('href', '/runs/7')
  expect(within(second!).getAllByTitle('The suite has no checks.')).toHaveLength(1)
  expect(within(second!).getByTitle('None of its runs was judged.')).toBeInTheDocument()
  expect(screen.queryByRole('region', { name: 'Cars at Manners, version 2' })).toBeNull()

  await user.click(screen.getByRole('button', { name: 'Older versions' }))
  expect(await screen.findByRole('region', { name: 'Cars at Manners, version 2' })).toBeInTheDocument()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Suite' }), 'Manners')
  await waitFor(() => expect(asked).toEqual([null, '1']))
  expect(router.state.location.search).toEqual({ suite: 1, versions: 'all' })
})

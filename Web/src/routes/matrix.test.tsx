import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { lap, raceSamples, raceWire } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

const { row, item, metric, detail } = raceSamples

beforeEach(() => {
  server.use(
    http.get('/api/cars', () => HttpResponse.json([])),
    http.get('/api/runs/7/scorecard', () => HttpResponse.json({ run_id: 7, rows: [] })),
    http.get('/api/runs/7/judgings', () => HttpResponse.json({ items: [] })),
    http.get('/api/runs/:id', ({ params }) => HttpResponse.json(detail(Number(params.id)))),
  )
})

const itemDetail = (id: number, status: string, more: object = {}) => ({
  item: item(id, 1, 1, { status }),
  test: raceSamples.test(1, 'Greeting'),
  output: null,
  metric: null,
  tool_calls: [],
  judge_results: [],
  events: [],
  ...more,
})

it('a page that fails stops the reading, leaves the table, and is read on by a press', async () => {
  const asked: (string | null)[] = []
  let broken = true
  server.use(
    http.get('/api/runs/7/items', ({ request }) => {
      const search = new URL(request.url).searchParams
      expect([search.get('form'), search.get('limit')]).toEqual(['row', '400'])
      asked.push(search.get('cursor'))
      if (search.get('cursor') === null) {
        return HttpResponse.json({ items: [row(1, 1, 1), row(2, 1, 2)], next_cursor: 2 })
      }
      return broken
        ? HttpResponse.json({ detail: 'The database is away.' }, { status: 500 })
        : HttpResponse.json({ items: [row(3, 2, 1), row(4, 2, 2)], next_cursor: null })
    }),
  )
  const { user } = visit('/runs/7?tab=items')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('Read 2 of 4 items; the rest could not be read. The database is away.')
  expect(screen.getByRole('button', { name: /^Greeting, Hare: passed/ })).toBeInTheDocument()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(asked).toEqual([null, '2'])
  broken = false
  await user.click(within(alert).getByRole('button', { name: 'Read on' }))
  expect(await screen.findByRole('button', { name: /^Farewell, Hare: passed/ })).toBeInTheDocument()
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(asked).toEqual([null, '2', '2'])
})

it('while the run goes on, only the pages with items under way are read again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const asked: (string | null)[] = []
  let done = 2
  server.use(
    http.get('/api/runs/7', () => HttpResponse.json(detail(7, { status: 'RUNNING', items_done: done }))),
    http.get('/api/runs/7/items', ({ request }) => {
      const cursor = new URL(request.url).searchParams.get('cursor')
      asked.push(cursor)
      return HttpResponse.json(
        cursor === null
          ? { items: [row(1, 1, 1), row(2, 1, 2)], next_cursor: 2 }
          : {
              items: [
                row(3, 2, 1, { status: done > 2 ? 'COMPLETED' : 'RUNNING' }, done > 2 ? {} : null),
                row(4, 2, 2, { status: 'PENDING' }, null),
              ],
              next_cursor: null,
            },
      )
    }),
  )
  visit('/runs/7?tab=items')
  await screen.findByRole('button', { name: /^Farewell, Hare: running/ })
  expect(asked).toEqual([null, '2'])
  done = 3
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await screen.findByRole('button', { name: /^Farewell, Hare: passed/ })).toBeInTheDocument()
  expect(asked.filter((cursor) => cursor === null)).toHaveLength(1)
  expect(asked.length).toBeLessThan(6)
  vi.useRealTimers()
})

it('the cursor reaches cells that did not exist yet, and is never lost to a filter', async () => {
  const names = Array.from({ length: 500 }, (_, i) => row(i + 1, i + 1, 1, { test_name: `Case ${i + 1}` }))
  server.use(http.get('/api/runs/7/items', () => HttpResponse.json({ items: names, next_cursor: null })))
  const { user } = visit('/runs/7?tab=items')
  const grid = await screen.findByRole('grid', { name: 'Cases by cars' })
  within(grid)
    .getByRole('button', { name: /^Case 1, Hare: passed/ })
    .focus()
  await user.keyboard('{End}')
  expect(within(grid).getByRole('button', { name: /^Case 500, Hare/ })).toHaveFocus()
  await user.keyboard('{Home}{PageDown}{ArrowRight}')
  expect(within(grid).getByRole('gridcell', { name: /^Case 16, Tortoise: no item/ })).toHaveFocus()
  await user.type(screen.getByRole('searchbox', { name: 'Find a case' }), 'Case 499')
  await waitFor(() => expect(within(grid).getAllByRole('rowheader')).toHaveLength(1))
  expect(within(grid).getByRole('gridcell', { name: /^Case 499, Tortoise/ })).toHaveAttribute('tabindex', '0')
})

it('says how many cars the table leaves out', async () => {
  const cars = Array.from({ length: 63 }, (_, i) => ({ id: i + 1, name: `Car ${i + 1}`, model: `m${i + 1}` }))
  server.use(
    http.get('/api/runs/7', () => HttpResponse.json(detail(7, { cars }))),
    http.get('/api/runs/7/items', () => HttpResponse.json({ items: [row(1, 1, 1)], next_cursor: null })),
  )
  visit('/runs/7?tab=items')
  expect(await screen.findByText('The first 60 cars, and 3 more in the scorecard.')).toBeInTheDocument()
})

it('a failing cell opens the repetition that failed, beside the others', async () => {
  server.use(
    http.get('/api/runs/7/items', () =>
      HttpResponse.json({
        items: [row(1, 1, 1), row(2, 1, 1, { repetition: 2 }, { checks_passed: 0, passed: false })],
        next_cursor: null,
      }),
    ),
    http.get('/api/runs/7/items/:id', ({ params }) =>
      HttpResponse.json(itemDetail(Number(params.id), 'COMPLETED')),
    ),
  )
  const { user, router } = visit('/runs/7?tab=items')
  await user.click(await screen.findByRole('button', { name: /^Greeting, Hare: 1 of 2 passed/ }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ item: 2 }))
  const others = await screen.findByRole('navigation', { name: 'Repetitions' })
  expect(within(others).getByRole('button', { name: 'Repetition 2, failed its checks' })).toHaveAttribute(
    'aria-current',
    'true',
  )
  await user.click(within(others).getByRole('button', { name: 'Repetition 1, passed' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ item: 1 }))
})

it('the drawer follows an item until it is answered', async () => {
  let answered = false
  server.use(
    http.get('/api/runs/7', () => HttpResponse.json(detail(7, { status: 'RUNNING' }))),
    http.get('/api/runs/7/items', () =>
      HttpResponse.json({ items: [row(1, 1, 1, { status: 'RUNNING' }, null)], next_cursor: null }),
    ),
    http.get('/api/runs/7/items/1', () =>
      HttpResponse.json(
        answered
          ? itemDetail(1, 'COMPLETED', {
              output: { run_item_id: 1, final_text: 'Hello there.' },
              metric: metric(1),
            })
          : itemDetail(1, 'RUNNING'),
      ),
    ),
  )
  visit('/runs/7?tab=items&item=1')
  expect(await screen.findByText('Not answered yet.')).toBeInTheDocument()
  answered = true
  expect(await screen.findByText('Hello there.')).toBeInTheDocument()
})

it('the drawer shows all that was measured, to the microsecond, and each try that failed', async () => {
  const event = (seq: number, type: string, data: object) => ({
    seq,
    type,
    data: { timestamp: `2026-11-21T10:00:0${seq}.000000`, ...data },
  })
  server.use(
    http.get('/api/runs/7/items', () => HttpResponse.json({ items: [row(1, 1, 1)], next_cursor: null })),
    http.get('/api/runs/7/items/1', () =>
      HttpResponse.json(
        itemDetail(1, 'COMPLETED', {
          output: {
            run_item_id: 1,
            final_text: 'Hello there.',
            raw_provider_payload_json: { dropped_parameters: ['top_p', 'seed'] },
          },
          metric: metric(1, {
            first_byte_us: 300_123,
            reasoning_tokens: 12,
            check_cost_pico_usd: '20000000000',
          }),
          events: [
            event(1, 'item.started', {}),
            event(2, 'item.error', { attempt: 1, error: '503: overloaded', retrying: true }),
            event(3, 'item.retry', { attempt: 2, delay_ms: 1200, reason: 'overloaded' }),
          ],
        }),
      ),
    ),
  )
  const { user } = visit('/runs/7?tab=items&item=1')
  expect(await screen.findByText(/without top_p, seed, which the provider does not take/)).toBeInTheDocument()
  expect(screen.getByRole('region', { name: 'Failed attempt' })).toHaveTextContent(
    '1 503: overloaded · tried again after 1.20 s',
  )
  await user.click(screen.getByText('All that was measured'))
  const value = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling
  expect(value('First byte')).toHaveTextContent('300.123 ms')
  expect(value('Reasoning')).toHaveTextContent('12 tok')
  expect(value('Checks’ cost')).toHaveTextContent('$0.0200')
  expect(value('Second token')).toHaveTextContent('No second token came.')
})

it('draws when the text of an item came, and reads no further than its end', async () => {
  const steps = [
    ...lap(1, 1, 1240, { text: 'one' }).slice(0, 4),
    ['token.delta', 9, { token: 'of another car' }] as [string, number, object],
    ...lap(1, 1, 1240, { text: 'two' }).slice(3),
    ...lap(2, 1, 1240),
  ]
  const wire = raceWire(steps)
  const read = wire
    .split('\n\n')
    .slice(0, 9)
    .map((event, index) => ({
      seq: index + 1,
      type: /event: (.*)/.exec(event)![1]!,
      data: JSON.parse(/data: (.*)/.exec(event)![1]!) as { timestamp: string },
    }))
  server.use(
    http.get('/api/runs/7/items', () => HttpResponse.json({ items: [row(1, 1, 1)], next_cursor: null })),
    http.get('/api/runs/7/items/1', () =>
      HttpResponse.json(
        itemDetail(1, 'COMPLETED', { events: read.filter(({ type }) => type !== 'token.delta') }),
      ),
    ),
    http.get('/api/runs/7/stream', ({ request }) => {
      expect(new URL(request.url).searchParams.get('after_seq')).toBe('2')
      return new HttpResponse(wire, { headers: { 'Content-Type': 'text/event-stream' } })
    }),
  )
  visit('/runs/7?tab=items&item=1')
  expect(
    await screen.findByRole('img', {
      name: '2 pieces of text, the first after 200 ms, the last after 400 ms',
    }),
  ).toBeInTheDocument()
})

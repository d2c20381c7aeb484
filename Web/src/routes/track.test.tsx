import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { lap, raceEnd, raceSamples, raceStart, raceWire, type RaceStep } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

/** A run and what its stream tells, piece by piece; the stream ends when a piece is asked for that is not there. */
function run(status: string, ...pieces: RaceStep[][]) {
  const asked: string[] = []
  let record = status
  let next = () => {}
  server.events.removeAllListeners()
  server.events.on('request:start', ({ request }) => void asked.push(new URL(request.url).pathname))
  server.use(
    http.get('/api/runs/7', () => HttpResponse.json(raceSamples.detail(7, { status: record }))),
    http.get('/api/runs/7/stream', () => {
      let from = 1
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          next = () => {
            const piece = pieces.shift()
            if (!piece) return controller.close()
            controller.enqueue(new TextEncoder().encode(raceWire(piece, 100, from)))
            from += piece.length
          }
          next()
          if (pieces.length === 0) next()
        },
      })
      return new HttpResponse(body)
    }),
  )
  const times = (path: string) => asked.filter((each) => each === path).length
  return { times, next: () => next(), becomes: (changed: string) => void (record = changed) }
}

const unchecked = (steps: RaceStep[]) => steps.filter(([kind]) => kind !== 'item.assertions')
const laps = [...lap(1, 1, 800), ...lap(2, 2, 1200), ...lap(3, 1, 700), ...lap(4, 2, 1300)]
const finalOrder = (podium: HTMLElement) =>
  within(within(podium).getByRole('region', { name: 'Final order' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent))

it('reads a race that is over once, and its items not at all', async () => {
  const { times } = run('COMPLETED', [raceStart, ...laps, raceEnd])
  visit('/race/7')
  await screen.findByRole('region', { name: 'Podium' })
  fireEvent.change(screen.getByRole('slider', { name: 'Moment of the race' }), { target: { value: '750' } })
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Podium' })).toBeNull())
  await screen.findByRole('img', { name: 'Lights out: racing' })
  expect([times('/api/runs/7'), times('/api/runs/7/items'), times('/api/runs/7/stream')]).toEqual([1, 0, 1])
})

it('reads the record again when the race is over, also for who looks at an earlier moment', async () => {
  const { times, next, becomes } = run('RUNNING', [raceStart, ...laps], [raceEnd])
  visit('/race/7')
  await screen.findByText('Racing')
  const bar = await screen.findByRole('slider', { name: 'Moment of the race' })
  fireEvent.change(bar, { target: { value: '750' } })
  const before = times('/api/runs/7')
  becomes('COMPLETED')
  next()
  expect(await screen.findByText('Finished')).toBeInTheDocument()
  expect(times('/api/runs/7')).toBe(before + 1)
  expect(times('/api/runs/7/items')).toBe(0)
})

it('names tests as their items tell, and by number those that do not', async () => {
  run('COMPLETED', [
    raceStart,
    ['item.started', 1, { car_id: 1, test_id: 5, test_name: 'Greeting' }],
    ['item.started', 2, { car_id: 2, test_id: 6 }],
    raceEnd,
  ])
  const { user } = visit('/race/7')
  await user.click(await screen.findByText('Event log'))
  const log = await screen.findByRole('list', { name: 'Events' })
  expect(log).toHaveTextContent('Greeting')
  expect(log).toHaveTextContent('Test 6')
  expect(screen.getByRole('region', { name: 'Text of Hare' })).toHaveTextContent('Greeting')
})

it('a race that was cut short has a winner by result, none by time, and says why', async () => {
  run('CANCELLED', [
    raceStart,
    ...lap(1, 1, 800),
    ...lap(2, 2, 1200),
    ...lap(4, 2, 1300),
    ['run.cancelled', null, { reason: 'The limit of 3 s was reached.' }],
    ['run.completed', null, { status: 'CANCELLED' }],
  ])
  const { user } = visit('/race/7')
  const podium = await screen.findByRole('region', { name: 'Podium' })
  expect(finalOrder(podium).map(([place, car]) => [place, car])).toEqual([
    ['1', 'Tortoise'],
    ['2', 'Hare'],
  ])
  await user.click(within(podium).getByRole('radio', { name: 'By time' }))
  expect(finalOrder(podium).map(([place, car, , , gap]) => [place, car, gap])).toEqual([
    ['1', 'Tortoise', 'fastest'],
    ['–', 'Hare', '–'],
  ])
  expect(within(podium).queryByRole('img', { name: /Photo finish/ })).toBeNull()
  expect(podium).toHaveTextContent('The limit of 3 s was reached.')
})

it('where nothing was checked nobody passed and nobody failed', async () => {
  run('COMPLETED', unchecked([raceStart, ...laps, raceEnd]))
  visit('/race/7')
  const podium = await screen.findByRole('region', { name: 'Podium' })
  expect(finalOrder(podium).map(([place, car, passed]) => [place, car, passed])).toEqual([
    ['1', 'Hare', '–unknown: Nothing was checked.'],
    ['2', 'Tortoise', '–unknown: Nothing was checked.'],
  ])
  const lane = within(screen.getByRole('list', { name: 'Lanes' })).getAllByRole('listitem')[0]!
  expect(within(lane).getByText('unknown: Nothing was checked.')).toBeInTheDocument()
})

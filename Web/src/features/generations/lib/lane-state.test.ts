import { describe, expect, it } from 'vitest'
import { attempt, complete, done, meta, token, wire } from '@/testing/stream'
import { SseParser } from '@/lib/sse'
import { readEvent, type GenerationEvent } from '../api/events'
import { emptyLane, reduceLane, type LaneState } from './lane-state'

type Steps = Parameters<typeof wire>[0]

const read = (steps: Steps, from = 1): GenerationEvent[] =>
  new SseParser().feed(wire(steps, from)).flatMap((raw) => readEvent(raw) ?? [])

const play = (steps: Steps, state: LaneState = emptyLane, from = 1) =>
  read(steps, from).reduce(reduceLane, state)

describe('MustHave_11 a lane follows meta, attempt, token, complete, done', () => {
  it('is queued once named, running once attempted, complete with what was measured', () => {
    const queued = play([meta('g1')])
    expect([queued.status, queued.generationId, queued.demo]).toEqual(['queued', 'g1', true])

    const running = play([attempt(), token('<h1>', 250), token('Hi', 300)], queued, 2)
    expect([running.status, running.characters, running.ttftMs, running.lastTokenMs]).toEqual([
      'running',
      6,
      250,
      300,
    ])

    const finished = play([complete('page-1', '<h1>Hi</h1>'), done], running, 5)
    expect(finished).toMatchObject({
      status: 'complete',
      artifactId: 'page-1',
      bytes: 11,
      usage: { inputTokens: 100, outputTokens: 50, reasoningTokens: null },
      cost: null,
      lastSeq: 6,
      error: null,
    })
  })

  it('empties text and clock when a second attempt resets the code', () => {
    const state = play([
      meta('g1'),
      attempt(),
      token('half a page', 250),
      attempt(2, true),
      token('<h1>', 90),
    ])
    expect([state.characters, state.ttftMs, state.attemptNumber]).toEqual([4, 90, 2])
  })
})

it('is complete without a page once its events were removed and its page deleted', () => {
  const state = play([meta('g1'), complete('page-1', null), done])
  expect([state.status, state.artifactId, state.bytes, state.lastSeq]).toEqual([
    'complete',
    'page-1',
    null,
    3,
  ])
})

it('counts reasoning apart, and as the first token', () => {
  const state = play([meta('g1'), attempt(), ['reasoning', { text: 'Hmm', t: 120 }], token('<p>', 400)])
  expect([state.reasoningCharacters, state.characters, state.ttftMs]).toEqual([3, 3, 120])
})

it('an event seen before changes nothing, as after a resume that repeats', () => {
  const state = play([meta('g1'), attempt(), token('<h1>', 250)])
  expect(play([attempt(), token('<h1>', 250)], state, 2)).toBe(state)
})

it('keeps the log short', () => {
  const lines: Steps = Array.from({ length: 300 }, (_, i) => ['log', { message: `line ${i}` }])
  const { log } = play(lines)
  expect([log.length, log.at(-1)]).toEqual([200, 'line 299'])
})

it('an error keeps what was said, its hint and its attempts', () => {
  const failure = { status: 401, code: 'invalid_key', message: 'The key was refused.', hint: 'Check it.' }
  const attempts = [
    { model: 'm', provider: 'p', status: 'error', statusCode: 401, retryable: false, durationMs: 80 },
  ]
  const state = play([meta('g1'), attempt(), ['error', { ...failure, attempts }], done])
  expect(state).toMatchObject({
    status: 'failed',
    error: failure,
    attempts: [{ statusCode: 401, durationMs: 80 }],
  })
})

it.each([
  ['generation.cancelled', 'cancelled'],
  ['generation.interrupted', 'interrupted'],
  ['provider.unavailable', 'failed'],
])('an error called %s leaves the lane %s', (code, status) => {
  expect(play([meta('g1'), ['error', { status: 499, code, message: 'Over.', hint: null }]]).status).toBe(
    status,
  )
})

it('skips events of kinds and shapes it does not know', () => {
  expect(
    read([
      ['applause', { loud: true }],
      ['attempt', { attemptNumber: 'first' }],
      ['token', { text: 5 }],
    ]),
  ).toEqual([])
})

it('a cut-off page is complete and says that it is cut off', () => {
  const state = play([
    meta('g1'),
    attempt(),
    complete('page-1', '<h1>', { truncated: true, finishReason: 'length' }),
  ])
  expect([state.status, state.truncated, state.finishReason]).toEqual(['complete', true, 'length'])
})

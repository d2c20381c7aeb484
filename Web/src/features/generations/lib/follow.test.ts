import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { follow } from '@/lib/follow'
import { ApiError } from '@/lib/http'
import { StreamSlots } from '@/lib/stream-slots'
import { attempt, complete, done, meta, token, wire } from '@/testing/stream'
import { readEvent, type GenerationEvent } from '../api/events'

const steps = [meta('g1'), attempt(), token('<h1>', 10), token('Hi', 20), complete('p', '<h1>Hi'), done]

let life: AbortController
beforeEach(() => {
  life = new AbortController()
})
afterEach(() => life.abort())

const stream = (text: string) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    }),
  )

function run(
  open: (after: number, signal: AbortSignal) => Promise<Response>,
  slots = new StreamSlots(),
  more: object = {},
) {
  const events: GenerationEvent[] = []
  const ended = follow({
    open,
    afterSeq: 0,
    read: readEvent,
    onEvent: (event) => events.push(event),
    isLast: (event) => event.kind === 'done',
    slots,
    signal: life.signal,
    backoffMs: 1,
    ...more,
  })
  return { ended, events }
}

describe('following a generation', () => {
  it('goes on after the last event when the stream ends early, without a gap or a repeat', async () => {
    const asked: number[] = []
    const { ended, events } = run((after) => {
      asked.push(after)
      return Promise.resolve(stream(after === 0 ? wire(steps.slice(0, 3)) : wire(steps.slice(3), 4)))
    })
    await ended
    expect(asked).toEqual([0, 3])
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('goes on after a broken connection, a refused one and a gateway that is restarting', async () => {
    let call = 0
    const { ended, events } = run((after) => {
      call++
      if (call === 1) return Promise.resolve(stream(wire(steps.slice(0, 2))))
      if (call === 2) return Promise.reject(new TypeError('connection refused'))
      if (call === 3) return Promise.resolve(new Response('', { status: 503 }))
      return Promise.resolve(stream(wire(steps.slice(after), after + 1)))
    })
    await ended
    expect(events.map((event) => event.kind)).toEqual([
      'meta',
      'attempt',
      'token',
      'token',
      'complete',
      'done',
    ])
  })

  it('gives up on what the server refuses, with its words', async () => {
    const body = { detail: 'OpenAI needs a key.', code: 'missing_key', field: 'openaiApiKey' }
    const { ended } = run(() => Promise.resolve(Response.json(body, { status: 400 })))
    await expect(ended).rejects.toEqual(
      new ApiError('OpenAI needs a key.', 400, 'missing_key', 'openaiApiKey'),
    )
  })

  it('takes silence for a lost connection', async () => {
    const asked: number[] = []
    const open = (after: number, signal: AbortSignal) => {
      asked.push(after)
      if (asked.length > 1) return Promise.resolve(stream(wire(steps.slice(after), after + 1)))
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(wire(steps.slice(0, 2))))
          signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
        },
      })
      return Promise.resolve(new Response(body))
    }
    const { ended, events } = run(open, new StreamSlots(), { silenceMs: 30 })
    await ended
    expect(asked).toEqual([0, 2])
    expect(events.at(-1)?.kind).toBe('done')
  })
})

it('six streams share four connections, and none starves', async () => {
  const slots = new StreamSlots(4)
  let open = 0
  let most = 0
  const lanes = Array.from({ length: 6 }, () =>
    run(
      (after) => {
        most = Math.max(most, ++open)
        let next = after
        const body = new ReadableStream({
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, 4))
            if (next < steps.length)
              controller.enqueue(new TextEncoder().encode(wire(steps.slice(next, next + 1), ++next)))
            if (next >= steps.length) {
              open--
              controller.close()
            }
          },
          cancel() {
            open--
          },
        })
        return Promise.resolve(new Response(body))
      },
      slots,
      { turnMs: 5 },
    ),
  )
  await Promise.all(lanes.map((lane) => lane.ended))
  expect(most).toBeLessThanOrEqual(4)
  for (const lane of lanes) expect(lane.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
})

import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimColours } from '@/lib/model-colour'
import { samples } from '@/testing/samples'
import { server } from '@/testing/server'
import { attempt, complete, done, meta, ScriptedStream, token, wire } from '@/testing/stream'
import { visit } from '@/testing/render'

type Body = Record<string, unknown>

/** Answers each start with a stream of its own, by model id. */
function startStreams() {
  const streams = new Map<string, ScriptedStream>()
  const bodies: Body[] = []
  server.use(
    http.post('/api/generate/stream', async ({ request }) => {
      const body = (await request.json()) as Body
      bodies.push(body)
      const stream = new ScriptedStream()
      streams.set(body.modelId as string, stream)
      return stream.response()
    }),
  )
  return { streams, bodies }
}

const lane = (name: string) => screen.findByRole('article', { name })

beforeEach(() => claimColours([]))

describe('MustHave_20 the Studio', () => {
  it('shows a newcomer demo models and one button, then streams code, then the sandboxed page', async () => {
    const { streams, bodies } = startStreams()
    const { user, router } = visit('/')
    await user.click(await screen.findByRole('button', { name: 'Build it' }))
    await waitFor(() => expect(streams.size).toBe(3))
    expect(bodies.map((body) => body.provider)).toEqual(['demo', 'demo', 'demo'])
    expect(router.state.location.search).toHaveProperty('session', bodies[0]!.sessionId)

    const stream = streams.get('demo/sprinter')!
    stream.send(meta('g1'), attempt(), token('<h1>Hello</h1>', 250))
    const card = await lane('Sprinter')
    expect(await within(card).findByText('250 ms')).toBeInTheDocument()
    expect(within(card).getByRole('region', { name: 'Code by Sprinter' })).toHaveTextContent('<h1>Hello</h1>')
    expect(within(card).getByText('demo')).toBeInTheDocument()

    stream.send(complete('page-1', '<h1>Hello</h1>'), done)
    const frame = await within(card).findByTitle<HTMLIFrameElement>('Page by Sprinter')
    expect(frame.getAttribute('src')).toBe('/preview/page-1')
  })

  it('runs mixed providers at once and sends each its own key', async () => {
    const { bodies } = startStreams()
    const { user } = visit('/')
    for (const name of ['Sprinter', 'Thinker', 'Stumbler']) {
      await user.click(await screen.findByRole('button', { name: `Remove ${name}` }))
    }
    await user.click(screen.getByRole('option', { name: /GPT-5.1/ }))
    await user.click(screen.getByRole('option', { name: /Kimi K2/ }))
    expect(screen.getByRole('button', { name: 'Build it' })).toBeDisabled()
    await user.type(screen.getByLabelText('OpenAI key'), 'sk-one')
    await user.type(screen.getByLabelText('Hugging Face key'), 'hf-two')
    await user.click(screen.getByRole('button', { name: 'Build it' }))
    await waitFor(() => expect(bodies).toHaveLength(2))
    expect(bodies.map((body) => [body.modelId, body.openaiApiKey, body.hfApiKey])).toEqual([
      ['gpt-5.1', 'sk-one', undefined],
      ['moonshotai/Kimi-K2', undefined, 'hf-two'],
    ])
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toMatch(/sk-one|hf-two/)
  })

  it('takes the same model twice and no more than six', async () => {
    const { user } = visit('/')
    for (let i = 0; i < 3; i++)
      await user.click((await screen.findAllByRole('button', { name: /Run Sprinter once more/ }))[0]!)
    expect(within(screen.getByRole('list', { name: 'Chosen models' })).getAllByText('Sprinter')).toHaveLength(
      4,
    )
    expect(screen.getAllByRole('button', { name: /once more/ })[0]).toBeDisabled()
    expect(screen.getByRole('combobox', { name: /Search models/ })).toBeDisabled()
  })
})

describe('MustHave_21 one failure stops nobody', () => {
  it('shows the failed lane its reason and hint while the others finish', async () => {
    const { streams } = startStreams()
    server.use(
      http.get('/api/generate/g2', () =>
        HttpResponse.json(
          samples.generation('g2', {
            state: 'failed',
            artifactId: null,
            error: {
              status: 503,
              code: 'upstream',
              message: 'The provider is down.',
              hint: 'Try again later.',
            },
          }),
        ),
      ),
    )
    const { user } = visit('/')
    await user.click(await screen.findByRole('button', { name: 'Build it' }))
    await waitFor(() => expect(streams.size).toBe(3))
    streams.get('demo/thinker')!.send(
      meta('g2'),
      attempt(),
      [
        'error',
        {
          status: 503,
          code: 'upstream',
          message: 'The provider is down.',
          hint: 'Try again later.',
          attempts: [],
        },
      ],
      done,
    )
    streams
      .get('demo/sprinter')!
      .send(meta('g1'), attempt(), token('<h1>', 5), complete('page-1', '<h1>'), done)

    const failed = await lane('Thinker')
    expect(await within(failed).findByText('The provider is down.')).toBeInTheDocument()
    expect(within(failed).getByText('Try again later.')).toBeInTheDocument()
    expect(await within(await lane('Sprinter')).findByText('Done')).toBeInTheDocument()
  })

  it('a lane the server refuses says why and can run again', async () => {
    let refused = 0
    server.use(
      http.post('/api/generate/stream', () => {
        refused++
        return HttpResponse.json(
          { detail: 'Too many at once.', code: 'rate_limited', hint: 'Wait a minute.' },
          { status: 429 },
        )
      }),
    )
    const { user } = visit('/')
    await user.click(await screen.findByRole('button', { name: 'Build it' }))
    const card = await lane('Sprinter')
    expect(await within(card).findByText('Too many at once.')).toBeInTheDocument()
    const before = refused
    await user.click(within(card).getByRole('button', { name: 'Run Sprinter again' }))
    await waitFor(() => expect(refused).toBe(before + 1))
  })
})

describe('MustHave_19 the preview', () => {
  it('runs in a frame without the same origin', async () => {
    const { streams } = startStreams()
    const { user } = visit('/')
    await user.click(await screen.findByRole('button', { name: 'Build it' }))
    await waitFor(() => expect(streams.size).toBe(3))
    streams
      .get('demo/sprinter')!
      .send(meta('g1'), attempt(), token('<h1>', 5), complete('page-1', '<h1>'), done)
    const frame = await screen.findByTitle('Page by Sprinter')
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts')
    expect(frame.hasAttribute('srcdoc')).toBe(false)
  })
})

it('a reload finds the build by its address: finished pages load, running ones go on', async () => {
  const stream = new ScriptedStream()
  const running = samples.generation('run', {
    state: 'running',
    artifactId: null,
    label: 'Runner',
    modelId: 'run',
    usage: null,
    cost: null,
    timings: null,
  })
  server.use(
    http.get('/api/generate', () =>
      HttpResponse.json({
        items: [running, samples.generation('fin', { label: 'Finisher' })],
        nextCursor: null,
      }),
    ),
    http.get('/api/generate/fin', () => HttpResponse.json(samples.generation('fin', { label: 'Finisher' }))),
    http.get('/api/artifacts/page-fin/html', () => HttpResponse.text('<h1>Kept</h1>')),
    http.get('/api/generate/run/stream', () => stream.response()),
  )
  visit('/?session=session-1')
  expect(await screen.findByTitle('Page by Finisher')).toHaveAttribute('src', '/preview/page-fin')
  stream.send(meta('run'), attempt(), token('<p>still here</p>', 40))
  const card = await lane('Runner')
  await waitFor(() =>
    expect(within(card).getByRole('region', { name: 'Code by Runner' })).toHaveTextContent('still here'),
  )
})

it('a reload brings the reasoning back, without showing the build as running', async () => {
  const timings = { ...samples.generation('fin').timings, ttftMs: 90, firstAnswerMs: 400 }
  const finished = samples.generation('fin', { label: 'Thinker', sessionId: 'session-2', timings })
  const steps = [meta('fin'), attempt(), ['reasoning', { text: 'Let me think.', t: 90 }], token('<h1>', 400)]
  server.use(
    http.get('/api/generate', () => HttpResponse.json({ items: [finished], nextCursor: null })),
    http.get('/api/generate/fin', () => HttpResponse.json(finished)),
    http.get('/api/generate/fin/stream', () =>
      HttpResponse.text(wire([...steps, complete('page-fin', '<h1>'), done] as Parameters<typeof wire>[0]), {
        headers: { 'Content-Type': 'text/event-stream' },
      }),
    ),
  )
  const { user } = visit('/?session=session-2')
  const card = await lane('Thinker')
  await user.click(await within(card).findByRole('tab', { name: 'Reasoning' }))
  expect(within(card).getByLabelText('Reasoning of Thinker')).toHaveTextContent('Let me think.')
  expect(within(card).getByText('Done')).toBeInTheDocument()
})

it('a cancel keeps what arrived', async () => {
  const { streams } = startStreams()
  const cancelled = samples.generation('g1', {
    state: 'cancelled',
    artifactId: null,
    error: { status: null, code: 'cancelled', message: 'Cancelled.', hint: null },
  })
  server.use(
    http.delete('/api/generate/g1', () => HttpResponse.json(cancelled)),
    http.get('/api/generate/g1', () => HttpResponse.json(cancelled)),
  )
  const { user } = visit('/')
  await user.click(await screen.findByRole('button', { name: 'Build it' }))
  await waitFor(() => expect(streams.size).toBe(3))
  streams.get('demo/sprinter')!.send(meta('g1'), attempt(), token('<p>half', 40))
  const card = await lane('Sprinter')
  await within(card).findByText('40 ms')
  await user.click(within(card).getByRole('button', { name: 'Cancel Sprinter' }))
  expect(await within(card).findByText('Cancelled', { exact: true })).toBeInTheDocument()
  expect(within(card).getByRole('region', { name: 'Code by Sprinter' })).toHaveTextContent('<p>half')
})

it('says so when the server cannot be reached', async () => {
  server.use(http.get('/api/generate/options', () => HttpResponse.error()))
  visit('/')
  expect(await screen.findByText('Podium cannot be reached.')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
})

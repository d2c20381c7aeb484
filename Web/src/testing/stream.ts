import { HttpResponse } from 'msw'

type Step = [event: string, data: object]

/** The wire form of a generation's events, numbered from 1. */
export const wire = (steps: Step[], from = 1) =>
  steps
    .map(([event, data], i) => `id: ${from + i}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    .join('')

/** A stream the test feeds by hand. */
export class ScriptedStream {
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null
  #sent = 0
  readonly #body = new ReadableStream<Uint8Array>({
    start: (controller) => void (this.#controller = controller),
  })

  constructor(readonly from = 1) {}

  response(): HttpResponse<ReadableStream> {
    return new HttpResponse(this.#body, { headers: { 'Content-Type': 'text/event-stream' } })
  }

  send(...steps: Step[]): void {
    this.#controller!.enqueue(new TextEncoder().encode(wire(steps, this.from + this.#sent)))
    this.#sent += steps.length
  }

  end(): void {
    this.#controller!.close()
  }

  /** The network fails in the middle. */
  breakOff(): void {
    this.#controller!.error(new TypeError('network error'))
  }
}

export const meta = (generationId: string, more: object = {}): Step => [
  'meta',
  {
    generationId,
    sessionId: 's',
    taskId: 'html_redesign',
    modelId: 'demo/sprinter',
    plannedAttempts: 1,
    demo: true,
    ...more,
  },
]

export const attempt = (attemptNumber = 1, resetCode = false): Step => [
  'attempt',
  { attemptNumber, totalAttempts: 2, model: 'demo/sprinter', provider: 'demo', resetCode },
]

export const token = (text: string, t: number): Step => ['token', { text, t }]

export const complete = (artifactId: string, html: string | null, more: object = {}): Step => [
  'complete',
  {
    generationId: 'g1',
    artifactId,
    result: { html },
    generation: {
      usedModel: 'demo/sprinter',
      usedProvider: 'demo',
      attempts: [],
      usage: { inputTokens: 100, outputTokens: 50 },
      cost: null,
      timings: {
        ttftMs: 250,
        firstAnswerMs: 250,
        lastTokenMs: 900,
        closedMs: 910,
        outputTokensPerSecond: 75.4,
      },
      finishReason: 'stop',
      truncated: false,
      ...more,
    },
  },
]

export const done: Step = ['done', {}]

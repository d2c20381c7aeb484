import { ApiError, isAbort, readError } from '@/lib/http'
import { SseParser, type ServerSentEvent } from '@/lib/sse'
import type { StreamSlots } from './stream-slots'

export type Connection = 'waiting' | 'live' | 'reconnecting'

interface Options<Event extends { seq: number | null }> {
  /** Opens the stream after the given event; called again whenever the connection is lost. */
  open: (afterSeq: number, signal: AbortSignal) => Promise<Response>
  afterSeq: number
  /** Null for what the site does not know. */
  read: (raw: ServerSentEvent) => Event | null
  onEvent: (event: Event) => void
  /** True for the event after which nothing comes. */
  isLast?: (event: Event) => boolean
  /** For streams that have no such event: a connection the server closes is then the end of it. */
  isOver?: () => boolean
  onConnection?: (connection: Connection) => void
  slots: StreamSlots
  signal: AbortSignal
  /** The server sends a comment every ten seconds; longer silence means the connection is gone. */
  silenceMs?: number
  turnMs?: number
  backoffMs?: number
}

const maxBackoffMs = 10_000

/** Follows a stream of numbered events to its end, over as many connections as that takes. Throws what the server refuses for good. */
export async function follow<Event extends { seq: number | null }>(options: Options<Event>): Promise<void> {
  const { signal, slots, onConnection, backoffMs = 500 } = options
  let seq = options.afterSeq
  let failures = 0

  const onEvent = (event: Event) => {
    failures = 0
    seq = event.seq ?? seq
    options.onEvent(event)
  }

  while (!signal.aborted) {
    onConnection?.(failures > 0 ? 'reconnecting' : 'waiting')
    const release = await slots.acquire(signal)
    let outcome: Outcome
    try {
      outcome = await readConnection({ ...options, afterSeq: seq, onEvent })
    } finally {
      release()
    }
    signal.throwIfAborted()
    if (outcome === 'done') return
    if (outcome === 'lost') {
      failures++
      onConnection?.('reconnecting')
      await delay(
        Math.min(maxBackoffMs, backoffMs * 2 ** (failures - 1)) * (0.75 + Math.random() / 2),
        signal,
      )
    }
  }
}

type Outcome = 'done' | 'lost' | 'yielded'

async function readConnection<Event extends { seq: number | null }>(
  options: Options<Event>,
): Promise<Outcome> {
  const {
    open,
    afterSeq,
    read,
    onEvent,
    isLast,
    isOver,
    onConnection,
    slots,
    signal,
    silenceMs = 30_000,
    turnMs = 1_200,
  } = options
  const connection = new AbortController()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const abort = () => connection.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  // Ends a read that hangs; a connection that is broken already has nothing left to cancel.
  connection.signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined))
  let silence = setTimeout(() => connection.abort(), silenceMs)
  let finished = false
  let resumable = afterSeq > 0
  try {
    const response = await open(afterSeq, connection.signal)
    if (!response.ok) {
      if (isTransient(response.status) && afterSeq > 0) return 'lost'
      throw await readError(response)
    }
    if (!response.body) return 'lost'
    onConnection?.('live')
    const opened = performance.now()
    const parser = new SseParser()
    const decoder = new TextDecoder()
    reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return finished || isOver?.() ? 'done' : 'lost'
      clearTimeout(silence)
      silence = setTimeout(() => connection.abort(), silenceMs)
      let since = performance.now()
      for (const raw of parser.feed(decoder.decode(value, { stream: true }))) {
        if (performance.now() - since > sliceMs) {
          await breathe()
          signal.throwIfAborted()
          since = performance.now()
        }
        const event = read(raw)
        if (!event) continue
        onEvent(event)
        resumable ||= event.seq !== null
        if (isLast?.(event)) finished = true
      }
      if (finished) return 'done'
      if (resumable && slots.contested && performance.now() - opened > turnMs) return 'yielded'
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof ApiError) throw error
    if (isAbort(error) || error instanceof TypeError) return 'lost' // Silence, or the network.
    throw error
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', abort)
    connection.abort()
  }
}

/** A piece from the network may hold a thousand events: reading them takes turns with the page. */
const sliceMs = 12
const breathe = () => new Promise((resolve) => setTimeout(resolve))

const isTransient = (status: number) => status === 502 || status === 503 || status === 504 || status === 429

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer)
      window.removeEventListener('online', wake)
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      clearTimeout(timer)
      window.removeEventListener('online', wake)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(wake, ms)
    // Back on the network: no need to sit the pause out.
    window.addEventListener('online', wake, { once: true })
    signal.addEventListener('abort', leave, { once: true })
  })
}

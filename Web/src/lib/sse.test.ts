import { describe, expect, it } from 'vitest'
import { SseParser } from './sse'

const events = [
  { id: '1', event: 'meta', data: '{"a":1}' },
  { id: '2', event: 'token', data: '{"text":"<h1>Grüße, 世界 🏁</h1>"}' },
  { id: '3', event: 'done', data: '{}' },
]

const text = (newline: string) =>
  events
    .map(({ id, event, data }) => [`id: ${id}`, `event: ${event}`, `data: ${data}`, '', ''].join(newline))
    .join(`: keep-alive${newline}${newline}`)

/** A small generator with a seed, so that a failing split can be run again. */
function randomSplits(whole: string, seed: number): string[] {
  const pieces = []
  let state = seed
  for (let at = 0; at < whole.length;) {
    state = (state * 1103515245 + 12345) % 2 ** 31
    const length = 1 + (state % 9)
    pieces.push(whole.slice(at, at + length))
    at += length
  }
  return pieces
}

describe('SseParser', () => {
  it.each([
    ['LF', '\n'],
    ['CR', '\r'],
    ['CRLF', '\r\n'],
  ])('reads the same events whatever the pieces, with lines ending in %s', (_, newline) => {
    for (let seed = 1; seed <= 300; seed++) {
      const parser = new SseParser()
      const read = randomSplits(text(newline), seed).flatMap((piece) => parser.feed(piece))
      expect(read, `seed ${seed}`).toEqual(events)
    }
  })

  it('does not take a CRLF cut in two for a blank line', () => {
    const parser = new SseParser()
    const read = ['event: a\r', '\ndata: 1\r', '\n\r', '\n'].flatMap((piece) => parser.feed(piece))
    expect(read).toEqual([{ id: null, event: 'a', data: '1' }])
  })

  it('joins several data lines, and strips one leading space only', () => {
    expect(new SseParser().feed('data:  two\ndata:three\n\n')).toEqual([
      { id: null, event: 'message', data: ' two\nthree' },
    ])
  })

  it('gives out nothing for comments, unknown fields and an unfinished block', () => {
    const parser = new SseParser()
    expect(parser.feed(': hello\nretry: 10\n\nevent: lonely\n\ndata: {"half"')).toEqual([])
  })
})

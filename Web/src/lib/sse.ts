export interface ServerSentEvent {
  id: string | null
  event: string
  data: string
}

/**
 * Reads text/event-stream in pieces of any size:
 *
 *     id: 7
 *     event: token
 *     data: {"text":"<h1>","t":412}
 *     (blank line)
 *
 * Lines end in LF, CR or CRLF; a CRLF may be cut in two by the network. Comments and unknown fields are skipped.
 */
export class SseParser {
  #rest = ''
  #id: string | null = null
  #event = ''
  #data: string[] = []
  #swallowLineFeed = false

  feed(chunk: string): ServerSentEvent[] {
    let text = this.#rest + chunk
    if (this.#swallowLineFeed && text.startsWith('\n')) text = text.slice(1)
    if (text !== '') this.#swallowLineFeed = false

    const events: ServerSentEvent[] = []
    let start = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code !== 10 && code !== 13) continue
      this.#line(text.slice(start, i), events)
      if (code === 13) {
        if (i + 1 === text.length) this.#swallowLineFeed = true
        else if (text.charCodeAt(i + 1) === 10) i++
      }
      start = i + 1
    }
    this.#rest = text.slice(start)
    return events
  }

  #line(line: string, events: ServerSentEvent[]) {
    if (line === '') {
      if (this.#data.length > 0) {
        events.push({ id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') })
      }
      this.#event = ''
      this.#data = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') this.#data.push(value)
    else if (field === 'event') this.#event = value
    else if (field === 'id') this.#id = value
  }
}

import { describe, expect, it } from 'vitest'
import { CodeBuffer } from './code-buffer'

const page = `<!doctype html>
<html lang="en">
<!-- a
comment -->
<style>
  .hero { color: #f28a1e; content: "x"; } /* warm
  still */
</style>
<p title='it
goes on'>5 &lt; 6</p>
<script>
  const greeting = \`hello
  \${name}\` // done
</script>
</html>
`

const rowsOf = (buffer: CodeBuffer) => Array.from({ length: buffer.rowCount }, (_, i) => buffer.row(i))
const textOf = (buffer: CodeBuffer) =>
  rowsOf(buffer)
    .map((row) => (row.number === null ? '' : '\n') + row.tokens.map((t) => t.text).join(''))
    .join('')
    .slice(1)

describe('CodeBuffer', () => {
  it('shows every character, whatever pieces it came in', () => {
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      const buffer = new CodeBuffer()
      for (let at = 0; at < page.length; at += size) buffer.append(page.slice(at, at + size))
      expect(buffer.text()).toBe(page)
      expect(textOf(buffer)).toBe(page)
      expect(rowsOf(buffer)).toEqual(rowsOf(new CodeBuffer(page)))
    }
  })

  it('colours comments, styles, strings and scripts across lines', () => {
    const buffer = new CodeBuffer(page)
    const kind = (row: number, text: string) =>
      buffer.row(row).tokens.find((t) => t.text.includes(text))?.kind
    expect(kind(3, 'comment')).toBe('comment')
    expect(kind(5, '#f28a1e')).toBe('number')
    expect(kind(6, 'still')).toBe('comment')
    expect(kind(9, 'goes on')).toBe('string')
    expect(kind(11, 'const')).toBe('keyword')
    expect(kind(12, '${name}')).toBe('string')
    expect(kind(12, 'done')).toBe('comment')
    expect(kind(14, '</html')).toBe('tag')
  })

  it('keeps a finished row the same object, so that it renders once', () => {
    const buffer = new CodeBuffer('<p>one</p>\n<p>tw')
    const first = buffer.row(0)
    buffer.append('o</p>\n<p>three')
    expect(buffer.row(0)).toBe(first)
  })

  it('wraps an endless line into rows of bounded length under one number', () => {
    const buffer = new CodeBuffer('x'.repeat(100_000))
    const rows = rowsOf(buffer)
    expect(
      Math.max(...rows.map((row) => row.tokens.reduce((sum, t) => sum + t.text.length, 0))),
    ).toBeLessThanOrEqual(360)
    expect(rows.filter((row) => row.number !== null)).toHaveLength(1)
  })

  it('stops growing at its limit', () => {
    const buffer = new CodeBuffer()
    for (let i = 0; i < 10; i++) buffer.append('y'.repeat(1024 * 1024))
    expect(buffer.characters).toBeLessThanOrEqual(5 * 1024 * 1024)
    expect(buffer.full).toBe(true)
  })

  it('is empty again after a clear, and says that it changed', () => {
    const buffer = new CodeBuffer('<p>gone</p>')
    const { version } = buffer
    buffer.clear()
    expect([buffer.text(), buffer.rowCount, buffer.version > version]).toEqual(['', 1, true])
  })
})

import { describe, expect, it } from 'vitest'
import { formatAgo, formatBytes, formatDuration, formatPrice, formatRate, formatUsd } from './format'

describe('durations', () => {
  it.each([
    [0.416, '0.42 ms'],
    [412.4, '412 ms'],
    [999.4, '999 ms'],
    [1240, '1.24 s'],
    [9994, '9.99 s'],
    [9996, '10.0 s'],
    [59_940, '59.9 s'],
    [59_960, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_725_000, '1 h 02 m'],
  ])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('MustHave_14 costs keep the digits that say something', () => {
  it.each([
    [12.3456, '$12.35'],
    [1, '$1.00'],
    [0.7125, '$0.7125'],
    [0.01, '$0.0100'],
    [0.0045, '$0.004500'],
    [0.000001, '$0.000001'],
    [0, '$0'],
  ])('%d USD reads %s', (usd, text) => expect(formatUsd(usd)).toBe(text))
})

it.each([
  [0.25, '$0.25'],
  [15, '$15.00'],
  [0.0625, '$0.0625'],
])('a price of %d reads %s', (price, text) => expect(formatPrice(price)).toBe(text))

it.each([
  [512, '512 B'],
  [512_000, '500.0 KB'],
  [2_621_440, '2.50 MB'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

it('small rates keep a decimal', () => {
  expect([formatRate(3.14), formatRate(143.5)]).toEqual(['3.1', '144'])
})

it('what was just now, minutes and hours ago says so', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  const ago = (iso: string) => formatAgo(iso, now)
  expect([ago('2026-11-21T11:59:30Z'), ago('2026-11-21T11:15:00Z'), ago('2026-11-21T09:00:00Z')]).toEqual([
    'just now',
    '45 min ago',
    '3 h ago',
  ])
})

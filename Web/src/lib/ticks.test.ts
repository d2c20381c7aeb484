import { expect, it } from 'vitest'
import { roundUp, ticks } from './ticks'

it('puts ticks at round numbers', () => {
  expect(ticks(0, 200)).toEqual([0, 50, 100, 150, 200])
  expect(ticks(0, 0.7)).toEqual([0, 0.2, 0.4, 0.6])
  expect(ticks(3, 47)).toEqual([20, 40])
  expect(ticks(5, 5)).toEqual([5])
})

it('ends an axis at the next round number', () => {
  expect(roundUp(0)).toBe(1)
  expect(roundUp(7)).toBe(8)
  expect(roundUp(101)).toBe(150)
  expect(roundUp(0.019)).toBe(0.02)
})

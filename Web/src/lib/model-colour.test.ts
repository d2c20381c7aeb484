import { expect, it } from 'vitest'
import { claimColours, colourSlot, forgetColours } from './model-colour'

it('models picked together never share a colour, up to the eight there are', () => {
  const models = Array.from({ length: 8 }, (_, i) => `vendor/model-${i}`)
  claimColours(models)
  expect(new Set(models.map(colourSlot)).size).toBe(8)
})

it('a model keeps its colour in other company and after a reload', () => {
  claimColours(['a', 'b'])
  const before = colourSlot('b')
  claimColours(['c', 'b', 'd'])
  forgetColours()
  expect(colourSlot('b')).toBe(before)
})

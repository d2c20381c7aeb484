import { expect, it } from 'vitest'
import { ApiError, unreachable } from './http'
import { PressKey } from './press-key'

function presses() {
  const keys: string[] = []
  const press = new PressKey()
  const send = (body: unknown, error?: Error) =>
    press
      .send(body, (key) => {
        keys.push(key)
        return error === undefined ? Promise.resolve('begun') : Promise.reject(error)
      })
      .catch(() => 'failed')
  return { keys, send }
}

it('a lost reply is asked for again under the same key, whichever way it got lost', async () => {
  const { keys, send } = presses()
  for (const error of [
    unreachable(),
    new ApiError('Bad gateway', 502),
    new TypeError('cut off'),
    undefined,
  ]) {
    await send({ suite: 1 }, error)
  }
  expect(new Set(keys).size).toBe(1)
})

it('what was begun, was refused, or is something else gets a key of its own', async () => {
  const { keys, send } = presses()
  await send({ suite: 1 })
  await send({ suite: 1 }, new ApiError('No car.', 422))
  await send({ suite: 1 }, unreachable())
  await send({ suite: 2 })
  expect(new Set(keys).size).toBe(4)
})

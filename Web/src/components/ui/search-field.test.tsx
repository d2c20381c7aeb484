import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { SearchField } from './search-field'

/** An address that follows late, as the router does: each value stands a moment after it was sent. */
function Page({ onSent, lateMs }: { onSent: (value: string) => void; lateMs: number }) {
  const [address, setAddress] = useState('')
  return (
    <>
      <SearchField
        label="Find"
        value={address}
        onChange={(value) => {
          onSent(value)
          setTimeout(() => setAddress(value), lateMs)
        }}
      />
      <button type="button" onClick={() => setAddress('a saved view')}>
        View
      </button>
      <output>{address}</output>
    </>
  )
}

function open(lateMs = 0) {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const onSent = vi.fn()
  render(<Page onSent={onSent} lateMs={lateMs} />)
  const wait = (ms: number) => void act(() => void vi.advanceTimersByTime(ms))
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  return { field: screen.getByRole<HTMLInputElement>('searchbox', { name: 'Find' }), onSent, wait, user }
}

it('keeps the field and its focus while the address follows what is typed', async () => {
  const { field, onSent, wait, user } = open()
  await user.type(field, 'ab')
  wait(300)
  expect(onSent.mock.calls).toEqual([['ab']])
  expect(screen.getByRole('status')).toHaveTextContent('ab')
  await user.type(field, 'c')
  wait(300)
  expect(screen.getByRole('searchbox')).toBe(field)
  expect(field).toHaveFocus()
  expect(field).toHaveValue('abc')
  expect(onSent.mock.calls).toEqual([['ab'], ['abc']])
  vi.useRealTimers()
})

it('an address that comes late takes no letter away', async () => {
  const { field, wait, user } = open(1_000)
  await user.type(field, 'a')
  wait(250)
  await user.type(field, 'bc')
  wait(250)
  wait(600)
  expect(field).toHaveValue('abc')
  wait(1_500)
  expect(field).toHaveValue('abc')
  expect(screen.getByRole('status')).toHaveTextContent('abc')
  vi.useRealTimers()
})

it('shows what somebody else put into the address, and sends at once by Enter', async () => {
  const { field, onSent, wait, user } = open()
  await user.type(field, 'x{Enter}')
  expect(onSent.mock.calls).toEqual([['x']])
  wait(300)
  await user.click(screen.getByRole('button', { name: 'View' }))
  wait(300)
  expect(field).toHaveValue('a saved view')
  expect(onSent.mock.calls).toEqual([['x']])
  vi.useRealTimers()
})

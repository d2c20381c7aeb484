import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { NumberField } from './number-field'

const told: (number | null)[] = []

function Limit({ start = null }: { start?: number | null }) {
  const [value, setValue] = useState<number | null>(start)
  return (
    <>
      <NumberField
        label="US dollars"
        step="any"
        min={0.000001}
        max={1_000}
        value={value}
        onChange={(next) => {
          told.push(next)
          setValue(next)
        }}
      />
      <button onClick={() => setValue(7)}>Seven</button>
    </>
  )
}

function Repetitions() {
  const [value, setValue] = useState(1)
  return (
    <>
      <NumberField label="Repetitions" required whole min={1} max={100} value={value} onChange={setValue} />
      <output>{value}</output>
    </>
  )
}

function put(what: React.ReactElement) {
  told.length = 0
  render(what)
  return { user: userEvent.setup(), field: screen.getByRole('spinbutton') }
}

it('0.05 can be typed, though 0 alone is none of the numbers', async () => {
  const { user, field } = put(<Limit />)
  await user.type(field, '0.05')
  expect(field).toHaveValue(0.05)
  await user.tab()
  expect(field).toHaveValue(0.05)
  expect(told.at(-1)).toBe(0.05)
})

it('the last digit can be taken away and another put in its place', async () => {
  const { user, field } = put(<Repetitions />)
  await user.type(field, '{Backspace}')
  expect(field).toHaveValue(null)
  await user.type(field, '20')
  expect(field).toHaveValue(20)
  expect(screen.getByRole('status')).toHaveTextContent('20')
})

it('what lies beyond the bounds never reaches the owner, and is put right on leaving', async () => {
  const { user, field } = put(<Repetitions />)
  await user.clear(field)
  await user.type(field, '500')
  expect(field).toHaveValue(500)
  expect(screen.getByRole('status')).toHaveTextContent('100')
  await user.tab()
  expect(field).toHaveValue(100)
  await user.clear(field)
  await user.type(field, '2.6')
  await user.tab()
  expect(field).toHaveValue(3)
})

it('an empty field is nothing where that is allowed, else the number before', async () => {
  const { user, field } = put(<Limit start={3} />)
  await user.clear(field)
  await user.tab()
  expect(told.at(-1)).toBeNull()
  expect(field).toHaveValue(null)
})

it('a required field that is left empty keeps its number', async () => {
  const { user, field } = put(<Repetitions />)
  await user.clear(field)
  await user.tab()
  expect(field).toHaveValue(1)
  expect(screen.getByRole('status')).toHaveTextContent('1')
})

it('follows a change from elsewhere', async () => {
  const { user, field } = put(<Limit start={3} />)
  await user.click(screen.getByRole('button', { name: 'Seven' }))
  expect(field).toHaveValue(7)
})

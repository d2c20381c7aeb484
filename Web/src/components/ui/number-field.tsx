import { useState, type ComponentProps, type ReactNode } from 'react'
import { Field, Input } from './field'

type Amount =
  /** An empty field means something, and is told as null. */
  | { required?: false; value: number | null; onChange: (value: number | null) => void }
  /** An empty field is being typed in: the number before stays until there is another. */
  | { required: true; value: number; onChange: (value: number) => void }

interface Bounds {
  min: number
  max: number
  step?: number | 'any'
  /** Only whole numbers are told. */
  whole?: boolean
}

type Native = Omit<
  ComponentProps<'input'>,
  'value' | 'onChange' | 'onBlur' | 'required' | 'type' | keyof Bounds
>

const shown = (value: number | null) => (value === null ? '' : String(value))

/**
 * A number being typed. What stands in the field is left alone until it is left: on the way to 0.05 there is a 0, and on the way to 20 a 2.
 * Its owner is only ever told numbers between the bounds; on leaving, the field shows the one that holds.
 */
export function NumberInput({
  value,
  onChange,
  required,
  min,
  max,
  step = 1,
  whole = false,
  ...native
}: Amount & Bounds & Native) {
  const [text, setText] = useState(shown(value))
  // What the owner had when last looked at, and what it was last told: only a change from elsewhere is written into the field.
  const [seen, setSeen] = useState(value)
  const [told, setTold] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setText(shown(value))
    }
  }

  function tell(next: number | null) {
    setTold(next)
    if (next === value) return
    if (next !== null) onChange(next)
    else if (!required) onChange(null)
  }

  function type(next: string) {
    setText(next)
    const number = next.trim() === '' ? NaN : Number(next)
    if (Number.isFinite(number)) tell(Math.max(min, Math.min(max, whole ? Math.round(number) : number)))
    else if (!required) tell(null)
  }

  return (
    <Input
      {...native}
      type="number"
      min={min}
      max={max}
      step={step}
      value={text}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setText(shown(value))}
    />
  )
}

type Props = Amount &
  Bounds & {
    label: ReactNode
    hint?: string
    aside?: string
    /** What an empty field means. */
    placeholder?: string
  }

export function NumberField({ label, hint, aside, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} aside={aside}>
      {(control) => <NumberInput {...control} {...rest} />}
    </Field>
  )
}

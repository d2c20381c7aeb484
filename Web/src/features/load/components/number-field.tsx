import { Field, Input } from '@/components/ui/field'

interface Props {
  label: string
  value: number | null
  onChange: (value: number | null) => void
  min: number
  max: number
  step?: number
  hint?: string
  aside?: string
  /** What an empty field means. */
  placeholder?: string
}

/** A number, or nothing where nothing has a meaning. */
export function NumberField({ label, value, onChange, min, max, step = 1, hint, aside, placeholder }: Props) {
  return (
    <Field label={label} hint={hint} aside={aside}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={min}
          max={max}
          step={step}
          placeholder={placeholder}
          value={value ?? ''}
          onChange={(event) => {
            const { value: text } = event.target
            const next = Number(text)
            onChange(text === '' || Number.isNaN(next) ? null : Math.max(min, Math.min(max, next)))
          }}
        />
      )}
    </Field>
  )
}

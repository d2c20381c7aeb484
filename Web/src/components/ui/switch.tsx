import { Switch as Primitive } from 'radix-ui'
import { useId, type ReactNode } from 'react'

interface Props {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Switch({ label, checked, onChange }: Props) {
  const id = useId()
  return (
    <span className="inline-flex items-center gap-2">
      <Primitive.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="relative h-5 w-9 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors duration-150 data-[state=checked]:border-signal data-[state=checked]:bg-signal"
      >
        <Primitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink transition-transform duration-150 data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-signal-ink" />
      </Primitive.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  )
}

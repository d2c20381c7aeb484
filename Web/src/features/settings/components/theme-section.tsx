import { RadioGroup } from 'radix-ui'
import { useStore } from '@/lib/store'
import { chooseTheme, themeChoice, type Theme, type ThemeChoice } from '@/lib/theme'

const choices: { value: ThemeChoice; label: string; note: string }[] = [
  { value: 'system', label: 'System', note: 'As your device has it' },
  { value: 'paper', label: 'Paper', note: 'Light' },
  { value: 'ink', label: 'Ink', note: 'Dark' },
  { value: 'arcade', label: 'Arcade', note: 'Neon on black' },
]

export function ThemeSection() {
  const choice = useStore(themeChoice)
  return (
    <RadioGroup.Root
      aria-label="Theme"
      value={choice}
      onValueChange={(value) => chooseTheme(value as ThemeChoice)}
      className="grid grid-cols-2 gap-3 md:grid-cols-4"
    >
      {choices.map(({ value, label, note }) => (
        <RadioGroup.Item
          key={value}
          value={value}
          className="overflow-hidden rounded-lg border bg-surface text-left hover:border-line-strong data-[state=checked]:border-signal data-[state=checked]:shadow-[0_0_0_1px_var(--signal)]"
        >
          <span aria-hidden className="flex h-20 border-b">
            {(value === 'system' ? (['paper', 'ink'] as const) : [value]).map((theme) => (
              <Sample key={theme} theme={theme} />
            ))}
          </span>
          <span className="block px-3 py-2">
            <span className="block font-medium">{label}</span>
            <span className="block text-small text-muted">{note}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

function Sample({ theme }: { theme: Theme }) {
  return (
    <span data-theme={theme} className="flex grow flex-col gap-1.5 bg-bg p-3">
      <span className="h-2 w-3/4 rounded-full bg-ink" />
      <span className="h-1.5 w-1/2 rounded-full bg-faint" />
      <span className="mt-auto flex gap-1">
        <span className="size-3 rounded-[3px] bg-signal" />
        {[0, 2, 3].map((slot) => (
          <span key={slot} className="size-3 rounded-[3px]" style={{ background: `var(--model-${slot})` }} />
        ))}
      </span>
    </span>
  )
}

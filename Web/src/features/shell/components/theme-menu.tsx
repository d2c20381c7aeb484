import { Check, Gamepad2, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Button } from '@/components/ui/button'
import { useStore } from '@/lib/store'
import { chooseTheme, themeChoice, type ThemeChoice } from '@/lib/theme'

export const themeOptions: { value: ThemeChoice; label: string; icon: LucideIcon }[] = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'paper', label: 'Paper', icon: Sun },
  { value: 'ink', label: 'Ink', icon: Moon },
  { value: 'arcade', label: 'Arcade', icon: Gamepad2 },
]

export function ThemeMenu() {
  const choice = useStore(themeChoice)
  const Current = themeOptions.find((option) => option.value === choice)?.icon ?? Monitor
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button look="ghost" size="icon" aria-label="Theme" title="Theme">
          <Current aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="appear z-50 min-w-40 rounded-lg border bg-surface p-1 shadow-float"
        >
          <DropdownMenu.RadioGroup
            value={choice}
            onValueChange={(value) => chooseTheme(value as ThemeChoice)}
          >
            {themeOptions.map(({ value, label, icon: Icon }) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className="flex h-8 items-center gap-2 rounded-sm px-2 outline-none data-[highlighted]:bg-sunken"
              >
                <Icon aria-hidden className="size-4 text-muted" />
                {label}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check aria-hidden className="size-4" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'

export interface Tab<T extends string> {
  id: T
  label: ReactNode
  disabled?: boolean
}

interface Props<T extends string> {
  label: string
  tabs: Tab<T>[]
  value: T
  onChange: (value: T) => void
  children: ReactNode
  className?: string
}

/** Views of one thing, of which one is shown; the children are `TabPanel`s. */
export function TabBar<T extends string>({ label, tabs, value, onChange, children, className }: Props<T>) {
  return (
    <Tabs.Root value={value} onValueChange={(next) => onChange(next as T)} className={className}>
      <Tabs.List aria-label={label} className="flex shrink-0 gap-4 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Tabs.Trigger
            key={tab.id}
            value={tab.id}
            disabled={tab.disabled}
            className="-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-muted transition-colors duration-150 hover:text-ink focus-visible:outline-offset-[-2px] disabled:opacity-45 data-[state=active]:border-signal data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {children}
    </Tabs.Root>
  )
}

export function TabPanel({
  id,
  className,
  children,
}: {
  id: string
  className?: string
  children: ReactNode
}) {
  return (
    <Tabs.Content value={id} tabIndex={-1} className={className}>
      {children}
    </Tabs.Content>
  )
}

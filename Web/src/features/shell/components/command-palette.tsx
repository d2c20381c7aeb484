import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { CornerDownLeft, Flag, ListChecks, Plus } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type ReactNode } from 'react'
import { chooseTheme } from '@/lib/theme'
import { destinations } from '../lib/navigation'
import { themeOptions } from './theme-menu'

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const run = (action: () => unknown) => () => {
    onClose()
    void action()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-lg overflow-hidden rounded-lg border bg-surface shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Go anywhere, start anything</Dialog.Title>
          <Command label="Commands" loop>
            <Command.Input
              placeholder="Go anywhere, start anything"
              className="h-12 w-full border-b bg-transparent px-4 outline-none"
            />
            <Command.List className="max-h-[50dvh] overflow-auto p-2">
              <Command.Empty className="px-2 py-6 text-center text-muted">
                Nothing by that name.
              </Command.Empty>
              <Group title="Start">
                <Item onSelect={run(() => navigate({ to: '/', search: {} }))} icon={<Plus aria-hidden />}>
                  New build
                </Item>
                <Item onSelect={run(() => navigate({ to: '/race', search: {} }))} icon={<Flag aria-hidden />}>
                  New race
                </Item>
                <Item
                  onSelect={run(() => navigate({ to: '/suites/$id', params: { id: 'new' } }))}
                  icon={<ListChecks aria-hidden />}
                >
                  New suite
                </Item>
              </Group>
              <Group title="Go to">
                {destinations.map(({ to, label, icon: Icon }) => (
                  <Item key={to} onSelect={run(() => navigate({ to }))} icon={<Icon aria-hidden />}>
                    {label}
                  </Item>
                ))}
              </Group>
              <Group title="Theme">
                {themeOptions.map(({ value, label, icon: Icon }) => (
                  <Item key={value} onSelect={run(() => chooseTheme(value))} icon={<Icon aria-hidden />}>
                    Theme: {label}
                  </Item>
                ))}
              </Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  )
}

function Item({ onSelect, icon, children }: { onSelect: () => void; icon: ReactNode; children: ReactNode }) {
  return (
    <Command.Item
      onSelect={onSelect}
      className="group flex h-9 items-center gap-3 rounded-md px-2 data-[selected=true]:bg-sunken [&>svg]:size-4 [&>svg]:text-muted"
    >
      {icon}
      {children}
      <CornerDownLeft aria-hidden className="ml-auto opacity-0 group-data-[selected=true]:opacity-100" />
    </Command.Item>
  )
}

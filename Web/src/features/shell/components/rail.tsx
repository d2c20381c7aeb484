import { Link } from '@tanstack/react-router'
import { PanelLeft } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { Mark } from '@/components/mark'
import { Button } from '@/components/ui/button'
import { cx } from '@/lib/class-names'
import { readStored, writeStored } from '@/lib/stored'
import { useMedia } from '@/lib/use-media'
import { groups } from '../lib/navigation'

const key = 'podium.rail'

export function Rail() {
  const roomy = useMedia('(min-width: 1600px)')
  const [chosen, setChosen] = useState(() => readStored(localStorage, key, z.boolean()))
  const open = chosen ?? roomy
  const label = open ? 'Fold the navigation' : 'Unfold the navigation'

  function toggle() {
    setChosen(!open)
    writeStored(localStorage, key, !open)
  }

  return (
    <nav
      aria-label="Main"
      className={cx('hidden shrink-0 flex-col border-r bg-surface sm:flex', open ? 'w-48' : 'w-14')}
    >
      <Link
        to="/"
        className="flex h-12 items-center gap-2 px-4 text-signal-text"
        aria-label="Podium, to the Studio"
      >
        <Mark size={24} />
        {open && <span className="wordmark font-display text-ink text-base font-semibold">Podium</span>}
      </Link>
      <div className="flex grow flex-col gap-4 px-2 pt-2">
        {groups.map((group, index) => (
          <div key={index} className={cx('flex flex-col gap-0.5', !group.title && 'mt-auto')}>
            {group.title && open && <p className="px-2 pb-1 text-small text-faint">{group.title}</p>}
            {group.items.map(({ to, label: name, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                title={open ? undefined : name}
                className="group relative flex h-9 items-center gap-3 rounded-md px-2.5 text-muted transition-colors duration-150 hover:bg-sunken hover:text-ink data-[status=active]:bg-sunken data-[status=active]:font-medium data-[status=active]:text-ink"
              >
                <span
                  aria-hidden
                  className="absolute -left-2 h-5 w-[3px] rounded-r-sm bg-signal opacity-0 group-data-[status=active]:opacity-100"
                />
                <Icon aria-hidden className="size-[18px] shrink-0" strokeWidth={1.75} />
                <span className={open ? undefined : 'sr-only'}>{name}</span>
              </Link>
            ))}
          </div>
        ))}
      </div>
      <div className="p-2">
        <Button
          look="ghost"
          size="icon"
          className="w-9"
          aria-label={label}
          title={label}
          aria-expanded={open}
          onClick={toggle}
        >
          <PanelLeft aria-hidden />
        </Button>
      </div>
    </nav>
  )
}

export function BottomBar() {
  return (
    <nav
      aria-label="Main"
      className="flex h-14 shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {groups.flatMap((group) =>
        group.items.map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            className="flex min-w-0 grow basis-0 flex-col items-center justify-center gap-0.5 overflow-hidden text-[11px] tracking-tight text-muted data-[status=active]:font-medium data-[status=active]:text-signal-text"
          >
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
            {label}
          </Link>
        )),
      )}
    </nav>
  )
}

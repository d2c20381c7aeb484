import { Link } from '@tanstack/react-router'
import { ChevronRight, Search } from 'lucide-react'
import { Fragment, lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { Mark } from '@/components/mark'
import { Button } from '@/components/ui/button'
import { Toasts } from '@/components/ui/toasts'
import { BottomBar, Rail } from './rail'
import { ThemeMenu } from './theme-menu'
import { Who } from './who'

const CommandPalette = lazy(() => import('./command-palette'))

export interface Crumb {
  label: string
  to?: '/' | '/gallery' | '/suites' | '/race' | '/runs' | '/load'
}

interface Props {
  crumbs: Crumb[]
  jobs: ReactNode
  children: ReactNode
}

export function Frame({ crumbs, jobs, children }: Props) {
  const [searching, setSearching] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setSearching((open) => !open)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <div className="flex min-h-0 grow">
        <Rail />
        <div className="flex min-w-0 grow flex-col">
          <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-surface px-3">
            <Link to="/" aria-label="Podium, to the Studio" className="mr-1 text-signal-text sm:hidden">
              <Mark size={22} />
            </Link>
            <Breadcrumb crumbs={crumbs} />
            <span className="ml-auto flex shrink-0 items-center gap-1">
              <Button
                look="field"
                className="max-md:size-8 max-md:px-0 md:w-52 md:justify-start"
                aria-keyshortcuts="Control+K Meta+K"
                onClick={() => setSearching(true)}
              >
                <Search aria-hidden />
                <span className="max-md:sr-only">Go anywhere</span>
                <kbd aria-hidden className="figure ml-auto text-small max-md:hidden">
                  {shortcut}
                </kbd>
              </Button>
              {jobs}
              <ThemeMenu />
              <Who />
            </span>
          </header>
          <main id="main" tabIndex={-1} className="relative min-h-0 grow overflow-auto outline-none">
            {children}
          </main>
        </div>
      </div>
      <BottomBar />
      {searching && (
        <Suspense>
          <CommandPalette onClose={() => setSearching(false)} />
        </Suspense>
      )}
      <Toasts />
    </div>
  )
}

const shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'

function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />}
            <li className="min-w-0 truncate">
              {crumb.to && index < crumbs.length - 1 ? (
                <Link to={crumb.to} className="text-muted hover:text-ink">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="font-medium">
                  {crumb.label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}

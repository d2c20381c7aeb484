import { Store } from './store'

export const themes = ['paper', 'ink', 'arcade'] as const
export type Theme = (typeof themes)[number]
export type ThemeChoice = Theme | 'system'

const key = 'podium.theme'
const dark = () => window.matchMedia('(prefers-color-scheme: dark)')
const isTheme = (value: string | null): value is Theme => themes.some((theme) => theme === value)

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(key)
    return isTheme(stored) ? stored : 'system'
  } catch {
    return 'system' // Storage closed by the browser: follow the system.
  }
}

export const themeChoice = new Store<ThemeChoice>('system')

function apply(): void {
  const choice = themeChoice.get()
  document.documentElement.dataset.theme = choice === 'system' ? (dark().matches ? 'ink' : 'paper') : choice
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, choice)
  } catch {
    // The choice then lasts until the page is left.
  }
  themeChoice.set(choice)
}

/** Called once at start. public/theme.js has already painted the first frame by the same rule. */
export function startTheme(): void {
  themeChoice.set(readChoice())
  themeChoice.subscribe(apply)
  dark().addEventListener('change', apply)
  apply()
}

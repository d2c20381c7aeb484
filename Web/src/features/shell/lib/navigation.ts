import {
  Flag,
  Gauge,
  Images,
  ListChecks,
  Settings,
  TableProperties,
  Warehouse,
  Zap,
  type LucideIcon,
} from 'lucide-react'

export interface Destination {
  to: '/' | '/gallery' | '/garage' | '/suites' | '/race' | '/runs' | '/load' | '/settings'
  label: string
  icon: LucideIcon
}

/** The rail's groups say the product's sentence; a group appears when its first page exists. */
export const groups: { title: string | null; items: Destination[] }[] = [
  {
    title: 'Generate',
    items: [
      { to: '/', label: 'Studio', icon: Zap },
      { to: '/gallery', label: 'Gallery', icon: Images },
    ],
  },
  {
    title: 'Race',
    items: [
      { to: '/garage', label: 'Garage', icon: Warehouse },
      { to: '/suites', label: 'Suites', icon: ListChecks },
      { to: '/race', label: 'Race', icon: Flag },
      { to: '/runs', label: 'Runs', icon: TableProperties },
      { to: '/load', label: 'Load', icon: Gauge },
    ],
  },
  { title: null, items: [{ to: '/settings', label: 'Settings', icon: Settings }] },
]

export const destinations = groups.flatMap((group) => group.items)

import { Images, Settings, Zap, type LucideIcon } from 'lucide-react'

export interface Destination {
  to: '/' | '/gallery' | '/settings'
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
  { title: null, items: [{ to: '/settings', label: 'Settings', icon: Settings }] },
]

export const destinations = groups.flatMap((group) => group.items)

import { Monitor, Smartphone, Tablet } from 'lucide-react'
import { Segments } from '@/components/ui/segments'

export const deviceWidths = { phone: 390, tablet: 820, desktop: 1440 } as const
export const devices = ['phone', 'tablet', 'desktop', 'fit'] as const
export type Device = (typeof devices)[number]

export function DeviceSwitch({ value, onChange }: { value: Device; onChange: (device: Device) => void }) {
  return (
    <Segments
      label="Preview size"
      value={value}
      onChange={onChange}
      options={[
        { value: 'phone', label: <Smartphone aria-hidden />, title: 'Phone, 390 px' },
        { value: 'tablet', label: <Tablet aria-hidden />, title: 'Tablet, 820 px' },
        { value: 'desktop', label: <Monitor aria-hidden />, title: 'Desktop, 1440 px' },
      ]}
    />
  )
}

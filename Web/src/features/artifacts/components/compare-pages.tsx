import type { Device } from '@/components/preview/devices'
import { PreviewFrame } from '@/components/preview/preview-frame'
import type { ReactNode } from 'react'
import type { Artifact } from '../api/types'
import { columnsOf } from '../lib/columns'

// Frames of a foreign origin do not tell their height and cannot be scrolled from here. So each is laid out tall enough for a
// long page, and one scroller moves them all.
const pageHeights: Record<Device, number> = { phone: 6000, tablet: 4200, desktop: 3200, fit: 3200 }

interface Props {
  artifacts: Artifact[]
  device: Device
  names: ReactNode
}

export function ComparePages({ artifacts, device, names }: Props) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Pages side by side, scrolled together"
      className="flex h-full flex-col overflow-auto outline-offset-[-2px]"
    >
      {names}
      <div className="grid grow gap-px bg-line" style={columnsOf(artifacts.length)}>
        {artifacts.map((artifact) => (
          <PreviewFrame
            key={artifact.id}
            artifactId={artifact.id}
            title={`Page by ${artifact.label}`}
            device={device}
            pageHeight={pageHeights[device]}
          />
        ))}
      </div>
    </div>
  )
}

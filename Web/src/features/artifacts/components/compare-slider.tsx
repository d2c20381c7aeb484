import { useState } from 'react'
import type { Device } from '@/components/preview/devices'
import { PreviewFrame } from '@/components/preview/preview-frame'
import type { Artifact } from '../api/types'

interface Props {
  before: Artifact
  after: Artifact
  device: Device
}

/** Two pages on top of each other, and a line between them that a hand or the arrow keys move. */
export function CompareSlider({ before, after, device }: Props) {
  const [at, setAt] = useState(50)
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-11 shrink-0 items-center gap-3 border-b bg-surface px-4">
        <span className="max-w-[30%] truncate font-medium">{before.label}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={at}
          onChange={(event) => setAt(Number(event.target.value))}
          aria-label={`Share of ${before.label} in view`}
          className="min-w-0 grow accent-signal"
        />
        <span className="max-w-[30%] truncate font-medium">{after.label}</span>
      </div>
      <div className="relative min-h-0 grow">
        <PreviewFrame artifactId={after.id} title={`Page by ${after.label}`} device={device} />
        <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}>
          <PreviewFrame artifactId={before.id} title={`Page by ${before.label}`} device={device} />
        </div>
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-signal"
          style={{ left: `${at}%` }}
        />
      </div>
    </div>
  )
}

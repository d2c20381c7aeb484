import { useRef, useState } from 'react'
import { Skeleton } from '@/components/ui/states'
import { useSize } from '@/lib/use-size'
import { deviceWidths, type Device } from './devices'

interface Props {
  artifactId: string
  title: string
  device: Device
  network?: boolean
  /** The least height of the page: where the frame is lower, the surroundings scroll and not the page. */
  pageHeight?: number
}

/**
 * A model's page, in a frame without our origin: it can run its own scripts and reach nothing else. The frame is as wide as the
 * device and scaled down to the room there is, so a phone page looks like one at any size.
 */
export function PreviewFrame({ artifactId, title, device, network = false, pageHeight }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const source = previewUrl(artifactId, network)
  const [loaded, setLoaded] = useState<string | null>(null)

  const width = device === 'fit' ? Math.max(size.width, 320) : deviceWidths[device]
  const scale = size.width === 0 ? 1 : Math.min(1, size.width / width)
  const height = Math.max(pageHeight ?? 0, size.height / scale)

  return (
    <div
      ref={box}
      className="relative h-full w-full overflow-hidden bg-sunken"
      style={pageHeight ? { minHeight: pageHeight * scale } : undefined}
    >
      {size.width > 0 && (
        <iframe
          title={title}
          sandbox="allow-scripts"
          src={source}
          loading="lazy"
          referrerPolicy="no-referrer"
          onLoad={() => setLoaded(source)}
          className="absolute top-0 origin-top-left border-0 bg-white"
          style={{
            width,
            height,
            transform: `scale(${scale})`,
            left: Math.max(0, (size.width - width * scale) / 2),
          }}
        />
      )}
      {loaded !== source && <Skeleton className="absolute inset-0 rounded-none" />}
    </div>
  )
}

export const previewUrl = (artifactId: string, network = false) =>
  `/preview/${encodeURIComponent(artifactId)}${network ? '?network=1' : ''}`

import { Link } from '@tanstack/react-router'
import { Download, ExternalLink, Maximize2 } from 'lucide-react'
import { previewUrl } from '@/components/preview/preview-frame'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { downloadText, fileName } from '@/lib/download'
import type { Lane } from '../lib/lane'
import type { LaneState } from '../lib/lane-state'

export function LaneActions({ lane, state, name }: { lane: Lane; state: LaneState; name: string }) {
  const empty = lane.code.characters === 0
  return (
    <>
      {!empty && <CopyButton text={() => lane.code.text()} label={`Copy the code of ${name}`} />}
      {!empty && (
        <Button
          look="ghost"
          size="icon-small"
          aria-label={`Download the page of ${name}`}
          title="Download"
          onClick={() => downloadText(fileName(name, 'html'), lane.code.text(), 'text/html')}
        >
          <Download aria-hidden />
        </Button>
      )}
      {state.artifactId && (
        <>
          <Button asChild look="ghost" size="icon-small">
            <a
              href={previewUrl(state.artifactId)}
              target="_blank"
              rel="noreferrer"
              aria-label={`Open the page of ${name} alone`}
              title="Open alone"
            >
              <ExternalLink aria-hidden />
            </a>
          </Button>
          <Button asChild look="ghost" size="icon-small">
            <Link
              to="/a/$id"
              params={{ id: state.artifactId }}
              aria-label={`Details of the page of ${name}`}
              title="Details"
            >
              <Maximize2 aria-hidden />
            </Link>
          </Button>
        </>
      )}
    </>
  )
}

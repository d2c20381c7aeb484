import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Braces, Download, ExternalLink, Trash2, Zap } from 'lucide-react'
import { useState } from 'react'
import { ModelDot } from '@/components/model-name'
import { DeviceSwitch, type Device } from '@/components/preview/devices'
import { PreviewFrame, previewUrl } from '@/components/preview/preview-frame'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Segments } from '@/components/ui/segments'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toasts'
import { cx } from '@/lib/class-names'
import { formatAgo } from '@/lib/format'
import { ApiError } from '@/lib/http'
import { deleteArtifact, restoreArtifact } from '../api/queries'
import type { Artifact } from '../api/types'
import { CodePanel } from './code-panel'
import { Numbers } from './numbers'

export type ArtifactTab = 'preview' | 'code' | 'numbers'

interface Props {
  artifact: Artifact
  taskTitle: string
  tab: ArtifactTab
  onTab: (tab: ArtifactTab) => void
}

export function ArtifactView({ artifact, taskTitle, tab, onTab }: Props) {
  const [device, setDevice] = useState<Device>('desktop')
  const [network, setNetwork] = useState(false)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
        <div className="min-w-0 grow basis-64">
          <h1 className="flex min-w-0 items-center gap-2 text-title font-semibold">
            <ModelDot modelId={artifact.modelId} className="size-3" />
            <span className="truncate" title={artifact.modelId}>
              {artifact.label}
            </span>
            {artifact.demo && <Badge title="Made by a scripted model: measures nothing">demo</Badge>}
            {artifact.truncated && <Badge tone="bad">cut off</Badge>}
          </h1>
          <p className="text-muted">
            {taskTitle} · {formatAgo(artifact.createdAt)}
          </p>
        </div>
        <Actions artifact={artifact} network={network} />
      </header>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-1.5">
        <Segments
          label="View"
          value={tab}
          onChange={onTab}
          options={[
            { value: 'preview', label: 'Preview' },
            { value: 'code', label: 'Code' },
            { value: 'numbers', label: 'Numbers' },
          ]}
          className="[&>*:last-child]:lg:hidden"
        />
        {tab !== 'code' && (
          <span
            className={cx(
              'flex shrink-0 items-center gap-4 sm:ml-auto',
              tab === 'numbers' && 'max-lg:hidden',
            )}
          >
            <Switch label="Allow network for this page" checked={network} onChange={setNetwork} />
            <DeviceSwitch value={device} onChange={setDevice} />
          </span>
        )}
      </div>
      <div className="flex min-h-0 grow">
        <div className={cx('min-h-0 min-w-0 grow', tab === 'numbers' && 'max-lg:hidden')}>
          {tab === 'code' ? (
            <CodePanel id={artifact.id} label={artifact.label} />
          ) : (
            <PreviewFrame
              artifactId={artifact.id}
              title={`Page by ${artifact.label}`}
              device={device}
              network={network}
            />
          )}
        </div>
        <div
          role="region"
          tabIndex={0}
          aria-label="Numbers"
          className={cx(
            'overflow-auto p-4 outline-offset-[-2px] lg:w-80 lg:shrink-0 lg:border-l',
            tab === 'numbers' ? 'w-full' : 'max-lg:hidden',
          )}
        >
          <Numbers artifact={artifact} />
        </div>
      </div>
    </div>
  )
}

function Actions({ artifact, network }: { artifact: Artifact; network: boolean }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const refresh = () => client.invalidateQueries({ queryKey: ['artifacts'] })
  const fail = (error: unknown) =>
    toast(error instanceof ApiError ? error.message : 'That did not work.', { tone: 'bad' })

  const restore = useMutation({
    mutationFn: () => restoreArtifact(artifact.id),
    onSuccess: refresh,
    onError: fail,
  })
  const remove = useMutation({
    mutationFn: () => deleteArtifact(artifact.id),
    onSuccess: async () => {
      toast(`Deleted the page by ${artifact.label}.`, {
        action: { label: 'Undo', run: () => restore.mutate() },
      })
      await navigate({ to: '/gallery' })
      await refresh()
    },
    onError: fail,
  })

  return (
    <div className="flex flex-wrap items-center gap-1">
      {artifact.sessionId && (
        <Button asChild look="ghost">
          <Link to="/" search={{ session: artifact.sessionId }}>
            <Zap aria-hidden /> Open its build
          </Link>
        </Button>
      )}
      <CopyButton text={artifact.id} label="Copy the id">
        Id
      </CopyButton>
      <CopyButton text={() => location.origin + location.pathname} label="Copy the link">
        Link
      </CopyButton>
      <Button asChild look="ghost" size="icon-small">
        <a
          href={`/api/artifacts/${artifact.id}`}
          target="_blank"
          rel="noreferrer"
          aria-label="Raw JSON"
          title="Raw JSON"
        >
          <Braces aria-hidden />
        </a>
      </Button>
      <Button asChild look="ghost" size="icon-small">
        <a
          href={previewUrl(artifact.id, network)}
          target="_blank"
          rel="noreferrer"
          aria-label="Open the page alone"
          title="Open alone"
        >
          <ExternalLink aria-hidden />
        </a>
      </Button>
      <Button asChild look="ghost" size="icon-small">
        <a
          href={`/api/artifacts/${artifact.id}/html?download=1`}
          download
          aria-label="Download"
          title="Download"
        >
          <Download aria-hidden />
        </a>
      </Button>
      <Button
        look="ghost"
        size="icon-small"
        aria-label="Delete"
        title="Delete; can be undone"
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  )
}

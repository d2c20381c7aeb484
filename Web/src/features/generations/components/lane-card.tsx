import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { RotateCcw, Square } from 'lucide-react'
import { ArrivalStrip } from '@/components/measures/arrival-strip'
import type { Device } from '@/components/preview/devices'
import { DeviceSwitch } from '@/components/preview/devices'
import { PreviewFrame } from '@/components/preview/preview-frame'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { modelColour } from '@/lib/model-colour'
import type { Lane, LaneView } from '../lib/lane'
import { isFinished } from '../lib/lane-state'
import { useLaneSummary } from '../lib/use-session'
import { LaneActions } from './lane-actions'
import { LaneCode } from './lane-code'
import { LaneFailure } from './lane-failure'
import { LaneFigures } from './lane-figures'
import { LaneLog } from './lane-log'
import { LaneStatusBadge } from './lane-status'

type Tab = 'preview' | 'code' | 'reasoning' | 'log'

interface Props {
  lane: Lane
  /** "2" for the second lane of the same model. */
  ordinal: number | null
  promptCharacters: number
  /** The end of the time axis all lanes of a build share. */
  axisMs: number
  onRetry: () => void
}

export function LaneCard({ lane, ordinal, promptCharacters, axisMs, onRetry }: Props) {
  const view = useLaneSummary(lane)
  const { state } = view
  const { pick } = lane
  const [chosen, setChosen] = useState<Tab | null>(null)
  const [device, setDevice] = useState<Device>('desktop')
  const tab = chosen ?? (state.status === 'complete' && state.artifactId ? 'preview' : 'code')
  const name = ordinal === null ? pick.label : `${pick.label} #${ordinal}`

  return (
    <article
      aria-label={name}
      className="flex h-full min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border bg-surface"
      style={{ borderTop: `3px solid ${modelColour(pick.modelId)}` }}
    >
      <header className="flex shrink-0 flex-col gap-2 px-3 pt-2 pb-1">
        <div className="flex h-7 items-center gap-2">
          <h2 className="min-w-0 truncate font-semibold" title={pick.modelId}>
            {name}
          </h2>
          {state.demo && <Badge title="A scripted model: shows the product, measures nothing">demo</Badge>}
          <span className="ml-auto flex shrink-0 items-center gap-1">
            <LaneStatusBadge view={view} />
            {isFinished(state.status) ? (
              <Button
                look="ghost"
                size="icon-small"
                aria-label={`Run ${name} again`}
                title="Run again"
                onClick={onRetry}
              >
                <RotateCcw aria-hidden />
              </Button>
            ) : (
              <Button
                look="ghost"
                size="icon-small"
                aria-label={`Cancel ${name}`}
                title="Cancel: what arrived is kept"
                disabled={view.cancelling}
                onClick={() => void lane.cancel()}
              >
                <Square aria-hidden className="fill-current" />
              </Button>
            )}
          </span>
        </div>
        <LaneFigures
          state={state}
          provider={pick.provider}
          modelId={pick.modelId}
          promptCharacters={promptCharacters}
        />
        <ArrivalStrip
          arrivals={lane.arrivals}
          colour={modelColour(pick.modelId)}
          axisMs={axisMs}
          version={view.version}
        />
      </header>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => setChosen(value as Tab)}
        className="flex min-h-0 grow flex-col"
      >
        <div className="flex h-9 shrink-0 items-center gap-1 border-y px-2">
          <Tabs.List aria-label={`Views of ${name}`} className="flex">
            {tabsOf(view).map((t) => (
              <Tabs.Trigger
                key={t.id}
                value={t.id}
                disabled={t.disabled}
                className="h-7 rounded-sm px-2 text-small text-muted hover:text-ink disabled:opacity-45 data-[state=active]:bg-sunken data-[state=active]:font-medium data-[state=active]:text-ink"
              >
                {t.label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        {state.error && <LaneFailure state={state} />}
        <div className="min-h-0 grow">
          <Tabs.Content value="preview" className="h-full" tabIndex={-1}>
            {state.artifactId && (
              <PreviewFrame artifactId={state.artifactId} title={`Page by ${name}`} device={device} />
            )}
          </Tabs.Content>
          <Tabs.Content value="code" className="h-full" tabIndex={-1}>
            <LaneCode lane={lane} name={name} />
          </Tabs.Content>
          <Tabs.Content value="reasoning" className="h-full" tabIndex={-1}>
            <pre
              tabIndex={0}
              aria-label={`Reasoning of ${name}`}
              className="code h-full overflow-auto bg-sunken p-3 whitespace-pre-wrap text-muted"
            >
              {lane.reasoning()}
            </pre>
          </Tabs.Content>
          <Tabs.Content value="log" className="h-full overflow-auto" tabIndex={-1}>
            <LaneLog state={state} />
          </Tabs.Content>
        </div>
        <footer className="flex h-10 shrink-0 items-center gap-1 border-t px-2">
          {tab === 'preview' && <DeviceSwitch value={device} onChange={setDevice} />}
          <span className="ml-auto flex items-center">
            <LaneActions lane={lane} state={state} name={name} />
          </span>
        </footer>
      </Tabs.Root>
    </article>
  )
}

function tabsOf({ state }: LaneView): { id: Tab; label: string; disabled?: boolean }[] {
  const tabs: { id: Tab; label: string; disabled?: boolean }[] = [
    { id: 'preview', label: 'Preview', disabled: state.artifactId === null },
    { id: 'code', label: 'Code' },
  ]
  if (state.reasoningCharacters > 0) tabs.push({ id: 'reasoning', label: 'Reasoning' })
  tabs.push({ id: 'log', label: 'Log' })
  return tabs
}

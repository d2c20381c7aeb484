import { Link } from '@tanstack/react-router'
import { Columns3, Plus, Square } from 'lucide-react'
import { useRef, useState, useSyncExternalStore } from 'react'
import { ModelDot } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { useStore } from '@/lib/store'
import type { Options } from '../api/types'
import type { Lane } from '../lib/lane'
import { isFinished } from '../lib/lane-state'
import type { BuildSession } from '../lib/session'
import type { Contender } from '../lib/verdict'
import { LaneCard } from './lane-card'
import { laneGrid } from './lane-grid'
import { describeStatus } from './lane-status'
import { useAxis } from '../lib/use-axis'
import { VerdictRow } from './verdict-row'

interface Props {
  session: BuildSession
  options: Options
  onNew: () => void
}

export function Lanes({ session, options, onNew }: Props) {
  const { status, lanes, taskId, error } = useStore(session.view)
  const contenders = useContenders(lanes)
  const axisMs = useAxis(lanes)
  const track = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(0)

  if (status === 'failed') {
    return (
      <div className="p-4">
        <Failure error={error} onRetry={() => void session.load()} />
        <Button className="mt-3" onClick={onNew}>
          <Plus aria-hidden /> New build
        </Button>
      </div>
    )
  }
  if (status === 'loading') return <LanesLoading />

  const task = options.tasks.find((t) => t.id === taskId)
  const pages = contenders.flatMap((c) => (c.state.artifactId ? [c.state.artifactId] : []))
  const running = lanes.filter((_, i) => !isFinished(contenders[i]!.state.status))

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b px-4 lg:pl-11">
        <h1 className="min-w-0 truncate font-semibold">{task?.title ?? 'Your own prompt'}</h1>
        <span className="hidden shrink-0 text-muted sm:inline">
          {lanes.length} {lanes.length === 1 ? 'model' : 'models'}
          {running.length > 0 && `, ${running.length} running`}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {running.length > 1 && (
            <Button size="small" onClick={() => running.forEach((lane) => void lane.cancel())}>
              <Square aria-hidden className="fill-current" /> Cancel all
            </Button>
          )}
          {pages.length >= 2 && (
            <Button asChild size="small">
              <Link to="/compare" search={{ ids: pages.slice(0, 4).join(',') }}>
                <Columns3 aria-hidden /> Compare
              </Link>
            </Button>
          )}
          <CopyButton text={() => location.href} label="Copy the link to this build" />
          <Button size="small" onClick={onNew}>
            <Plus aria-hidden /> New
          </Button>
        </span>
      </header>
      <LaneTabs
        contenders={contenders}
        lanes={lanes}
        shown={shown}
        onShow={(index) => {
          setShown(index)
          track.current?.children[index]?.scrollIntoView({ block: 'nearest', inline: 'start' })
        }}
      />
      <div
        ref={track}
        onScroll={(event) => {
          const { scrollLeft, clientWidth } = event.currentTarget
          if (clientWidth > 0) setShown(Math.round(scrollLeft / clientWidth))
        }}
        className={laneGrid}
      >
        {lanes.map((lane, index) => (
          <div
            key={`${lane.pick.key}-${index}`}
            className="min-h-0 min-w-0 max-md:w-full max-md:shrink-0 max-md:snap-start max-md:p-2"
          >
            <LaneCard
              key={lane.pick.key}
              lane={lane}
              ordinal={ordinalOf(lanes, index)}
              axisMs={axisMs}
              promptCharacters={(task?.prompt?.length ?? 0) + (task?.usesBaseline ? 15_000 : 0)}
              onRetry={() => session.retry(lane)}
            />
          </div>
        ))}
      </div>
      <VerdictRow contenders={contenders} />
      <StatusVoice contenders={contenders} lanes={lanes} />
    </div>
  )
}

/** On a phone one lane fills the screen; these say where the others are, and how they do. */
function LaneTabs({
  lanes,
  contenders,
  shown,
  onShow,
}: {
  lanes: Lane[]
  contenders: Contender[]
  shown: number
  onShow: (index: number) => void
}) {
  if (lanes.length < 2) return null
  return (
    <nav aria-label="Lanes" className="flex shrink-0 gap-1 overflow-x-auto border-b px-2 py-1 md:hidden">
      {lanes.map((lane, index) => (
        <button
          key={`${lane.pick.key}-${index}`}
          type="button"
          aria-current={index === shown}
          onClick={() => onShow(index)}
          className="flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-small text-muted aria-[current=true]:bg-surface aria-[current=true]:text-ink aria-[current=true]:shadow-[0_0_0_1px_var(--line)]"
        >
          <ModelDot modelId={lane.pick.modelId} />
          <span className="max-w-28 truncate">{lane.pick.label}</span>
          <span className="text-faint">
            {describeStatus({ ...lane.summary.get(), state: contenders[index]!.state }).text}
          </span>
        </button>
      ))}
    </nav>
  )
}

/** Speaks changes of status, never tokens. */
function StatusVoice({ lanes, contenders }: { lanes: Lane[]; contenders: Contender[] }) {
  const text = lanes
    .map(
      (lane, i) =>
        `${lane.pick.label}: ${describeStatus({ ...lane.summary.get(), state: contenders[i]!.state }).text}`,
    )
    .join('. ')
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {text}
    </p>
  )
}

function LanesLoading() {
  return (
    <Loading label="Loading the build">
      <div className="grid h-full gap-3 p-3 md:grid-cols-2">
        <Skeleton className="h-[60dvh]" />
        <Skeleton className="h-[60dvh]" />
      </div>
    </Loading>
  )
}

function ordinalOf(lanes: Lane[], index: number): number | null {
  const same = (lane: Lane) => lane.pick.label === lanes[index]!.pick.label
  if (lanes.filter(same).length < 2) return null
  return lanes.slice(0, index + 1).filter(same).length
}

/** The lanes' states for whoever looks at all of them; new only when a status changed, not with every token. */
function useContenders(lanes: Lane[]): Contender[] {
  const cache = useRef<{ key: string; lanes: Lane[]; value: Contender[] }>({ key: '', lanes: [], value: [] })
  const read = () => {
    const key = lanes.map((lane) => fingerprint(lane)).join()
    if (cache.current.key !== key || cache.current.lanes !== lanes) {
      const value = lanes.map((lane, index) => {
        const ordinal = ordinalOf(lanes, index)
        return {
          key: `${lane.pick.key}-${index}`,
          label: ordinal === null ? lane.pick.label : `${lane.pick.label} #${ordinal}`,
          modelId: lane.pick.modelId,
          state: lane.summary.get().state,
        }
      })
      cache.current = { key, lanes, value }
    }
    return cache.current.value
  }
  return useSyncExternalStore((listener) => {
    const leave = lanes.map((lane) => lane.summary.subscribe(listener))
    return () => leave.forEach((stop) => stop())
  }, read)
}

function fingerprint(lane: Lane): string {
  const { state } = lane.summary.get()
  return `${state.status}${state.artifactId ?? ''}${state.bytes ?? ''}${state.cost?.totalUsd ?? ''}${state.characters > 0}${state.reasoningCharacters > 0}`
}

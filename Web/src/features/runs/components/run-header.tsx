import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flag, Pause, Pencil, Pin, PinOff, Play, RotateCcw, Square, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { CopyButton } from '@/components/ui/copy-button'
import { Input } from '@/components/ui/field'
import { toast } from '@/components/ui/toasts'
import { formatCount, formatDuration, formatUsd, formatWhen } from '@/lib/format'
import { PressKey } from '@/lib/press-key'
import {
  cancelRun,
  deleteRun,
  judgingsQuery,
  pauseRun,
  rerun,
  resumeRun,
  scorecardQuery,
  updateRun,
} from '../api/queries'
import type { Run } from '../api/types'
import { costOfRun } from '../lib/run-cost'
import { isActive, isOver, runStatus } from '../lib/status'
import { ReportMenu } from './report-menu'

interface Props {
  run: Run
  onRun: (runId: number) => void
  onGone: () => void
}

export function RunHeader({ run, onRun, onGone }: Props) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { label, tone } = runStatus(run.status, run.wanted)
  const act = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onError: (error) => toast(error.message, { tone: 'bad' }),
    // The rows of items look after themselves; to read all of them again takes a request for each 400.
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [room, , what] }) => room === 'runs' && what !== 'items',
      }),
  })
  const busy = act.isPending
  const doing = (action: () => Promise<unknown>) => () => act.mutate(action)

  const [key] = useState(() => new PressKey())
  async function again(failedOnly: boolean) {
    const started = await rerun(run.id, failedOnly, key)
    if (started === run.id) void client.invalidateQueries({ queryKey: ['runs', run.id, 'items'] })
    onRun(started)
  }

  async function remove() {
    await deleteRun(run.id)
    toast(`Run #${run.id} is gone.`)
    onGone()
  }

  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-80">
        <div className="flex min-w-0 items-center gap-2">
          <Title run={run} onLabel={(text) => act.mutate(() => updateRun(run.id, { label: text }))} />
          <Badge tone={tone}>{label}</Badge>
          {run.is_baseline && (
            <Badge tone="signal">
              <Pin aria-hidden /> baseline
            </Badge>
          )}
          {run.demo && <Badge title="Demo cars: it measures nothing">demo</Badge>}
        </div>
        <Facts run={run} />
        {run.error && <p className="mt-1 break-words text-bad">{run.error}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <Button asChild look={isActive(run.status) ? 'primary' : 'secondary'}>
          <Link to="/race/$id" params={{ id: String(run.id) }}>
            <Flag aria-hidden /> {isOver(run.status) ? 'Watch the race' : 'To the track'}
          </Link>
        </Button>
        {isActive(run.status) && (
          <Button disabled={busy} onClick={doing(() => pauseRun(run.id))}>
            <Pause aria-hidden /> Pause
          </Button>
        )}
        {run.status === 'PAUSED' && (
          <Button disabled={busy} onClick={doing(() => resumeRun(run.id))}>
            <Play aria-hidden /> Go on
          </Button>
        )}
        {!isOver(run.status) && (
          <Button look="danger" disabled={busy} onClick={doing(() => cancelRun(run.id))}>
            <Square aria-hidden className="fill-current" /> Cancel
          </Button>
        )}
        {isOver(run.status) && (
          <>
            <Button disabled={busy} onClick={doing(() => again(true))}>
              <RotateCcw aria-hidden /> Failed again
            </Button>
            <Button disabled={busy} onClick={doing(() => again(false))}>
              <RotateCcw aria-hidden /> All again
            </Button>
          </>
        )}
        <ReportMenu runId={run.id} />
        <Button
          look="ghost"
          size="icon"
          aria-pressed={run.is_baseline}
          aria-label={run.is_baseline ? 'No longer a baseline' : 'Make it a baseline'}
          title={run.is_baseline ? 'No longer a baseline' : 'Make it a baseline'}
          disabled={busy}
          onClick={doing(() => updateRun(run.id, { is_baseline: !run.is_baseline }))}
        >
          {run.is_baseline ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        </Button>
        <CopyButton text={String(run.id)} label="Copy the id" />
        <Button
          look="ghost"
          size="icon"
          aria-label="Delete the run"
          title="Delete"
          disabled={busy}
          onClick={() => setAsking(true)}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      {asking && (
        <Confirm
          title={`Delete run #${run.id}?`}
          action="Delete for good"
          onConfirm={doing(remove)}
          onClose={() => setAsking(false)}
        >
          Its answers, measures and events go with it.
        </Confirm>
      )}
    </header>
  )
}

/** The field was asked for by a press of the pencil, so the cursor belongs in it. */
const focusOnce = (input: HTMLInputElement | null) => input?.focus()

function Title({ run, onLabel }: { run: Run; onLabel: (label: string | null) => void }) {
  const [text, setText] = useState<string | null>(null)
  if (text !== null) {
    return (
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          onLabel(text.trim() || null)
          setText(null)
        }}
      >
        <Input
          ref={focusOnce}
          aria-label="Label of the run"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText(null)}
        />
        <Button type="submit">Save</Button>
      </form>
    )
  }
  return (
    <>
      <h1 className="min-w-0 truncate text-title font-semibold">
        {run.label ?? run.suite_name ?? `Run ${run.id}`}{' '}
        <span className="figure font-normal text-faint">#{run.id}</span>
      </h1>
      <Button
        look="ghost"
        size="icon-small"
        aria-label="Label the run"
        title="Label"
        onClick={() => setText(run.label ?? '')}
      >
        <Pencil aria-hidden />
      </Button>
    </>
  )
}

function Facts({ run }: { run: Run }) {
  const took =
    run.started_at && run.finished_at ? Date.parse(run.finished_at) - Date.parse(run.started_at) : null
  const cost = useCost(run)
  const parts = [
    run.suite_name &&
      `${run.suite_name}${run.suite_version === null ? '' : `, version ${run.suite_version}`}`,
    run.mode === 'head_to_head' ? 'head to head' : 'one at a time',
    run.repetitions > 1 && `${run.repetitions} repetitions`,
    run.warmups > 0 && `${run.warmups} to warm up`,
    run.items_total !== null && `${run.items_done ?? 0} of ${run.items_total} items`,
    run.started_at && formatWhen(run.started_at),
    took !== null && formatDuration(took),
    cost,
    limitsOf(run),
    run.judge_car && `judge ${run.judge_car.name}`,
    run.owner?.name && `started by ${run.owner.name}`,
  ]
  return <p className="break-words text-muted">{parts.filter(Boolean).join(' · ')}</p>
}

function limitsOf({ limits }: Run): string | null {
  if (!limits) return null
  const { max_seconds, max_cost_pico_usd, max_errors } = limits
  const parts = [
    max_seconds !== null && formatDuration(max_seconds * 1000),
    max_cost_pico_usd !== null && formatUsd(max_cost_pico_usd / 1e12),
    max_errors !== null && `${formatCount(max_errors)} ${max_errors === 1 ? 'error' : 'errors'}`,
  ].filter(Boolean)
  return parts.length > 0 ? `at most ${parts.join(', ')}` : null
}

/** What the whole run took, judges included; read once it is over. */
function useCost(run: Run): string | null {
  const enabled = isOver(run.status)
  const card = useQuery({ ...scorecardQuery(run.id), enabled })
  const judgings = useQuery({ ...judgingsQuery(run.id), enabled })
  return enabled && card.data ? costOfRun(card.data.rows, judgings.data?.items ?? []) : null
}

import { useMutation } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import { Figure } from '@/components/measures/figure'
import { Button } from '@/components/ui/button'
import { Failure } from '@/components/ui/states'
import { formatCount, formatDuration } from '@/lib/format'
import { claimColours } from '@/lib/model-colour'
import { PressKey } from '@/lib/press-key'
import { startLoad } from '../api/queries'
import {
  carIdsOf,
  defaultTargets,
  emptyDraft,
  estimate,
  levelsOf,
  levelsTrouble,
  startBody,
  type Draft,
  type LoadSearch,
  type PromptSource,
  type Target,
} from '../lib/draft'
import { LoadRules } from './load-rules'
import { PromptFields } from './prompt-fields'
import { ShapeFields } from './shape-fields'
import { Targets } from './targets'

interface Props {
  targets: Target[]
  suites: PromptSource[]
  search: LoadSearch
  /** What the form begins with, when it is to be like another load. */
  like: Draft | null
  onSearch: (search: LoadSearch) => void
  onStarted: (loadId: number) => void
}

export function LoadForm({ targets, suites, search, like, onSearch, onStarted }: Props) {
  const [draft, setDraft] = useState<Draft>(like ?? emptyDraft)
  const [key] = useState(() => new PressKey())
  const wanted = carIdsOf(search) ?? defaultTargets(targets)
  const picked = targets.filter((target) => wanted.includes(target.id))
  claimColours(picked.map((target) => target.model))
  const onDraft = (change: Partial<Draft>) => setDraft((known) => ({ ...known, ...change }))
  const start = useMutation({
    mutationFn: () => {
      const body = startBody(
        draft,
        picked.map((target) => target.id),
      )
      return key.send(body, (press) => startLoad(body, press))
    },
    onSuccess: onStarted,
  })
  const missing =
    picked.length === 0
      ? 'Pick a car.'
      : levelsTrouble(draft) !== null
        ? 'Say how much is asked.'
        : draft.suiteId === null && draft.prompt.trim() === ''
          ? 'Say what is asked.'
          : null
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-4">
        <Targets
          targets={targets}
          picked={picked.map((target) => target.id)}
          onPick={(ids) => onSearch({ ...search, cars: ids.join(',') })}
        />
        <ShapeFields draft={draft} onDraft={onDraft} />
        <PromptFields draft={draft} suites={suites} onDraft={onDraft} />
      </div>
      <aside
        aria-label="Rules"
        className="flex flex-col gap-4 rounded-lg border bg-surface p-4 lg:sticky lg:top-4"
      >
        <LoadRules draft={draft} cars={picked.length} onDraft={onDraft} />
        <Size draft={draft} cars={picked.length} />
        <Held draft={draft} picked={picked} />
        {start.error && <Failure error={start.error} />}
        <Button
          look="primary"
          size="large"
          disabled={missing !== null || start.isPending}
          onClick={() => start.mutate()}
        >
          <Gauge aria-hidden /> {start.isPending ? 'Starting …' : 'Start the load'}
        </Button>
        {missing && <p className="text-small text-faint">{missing}</p>}
      </aside>
    </div>
  )
}

function Size({ draft, cars }: { draft: Draft; cars: number }) {
  const { seconds, requests } = estimate(draft, cars)
  return (
    <dl className="grid grid-cols-2 gap-3 border-y py-3">
      <div>
        <dt className="text-small text-faint">Requests</dt>
        <dd>
          <Figure
            value={cars > 0 ? requests : null}
            format={formatCount}
            reason="In a closed loop the cars decide: the faster they answer, the more are asked."
          />
        </dd>
      </div>
      <div>
        <dt className="text-small text-faint">Time</dt>
        <dd>
          <Figure
            value={cars > 0 ? seconds * 1000 : null}
            format={formatDuration}
            estimate="And the time the last answers take; less where it stops early"
            reason="No car is picked."
          />
        </dd>
      </div>
    </dl>
  )
}

/** Said before the start: what would be measured otherwise is Podium's own limit. */
function Held({ draft, picked }: { draft: Draft; picked: Target[] }) {
  if (draft.liftLimit || draft.arrivals !== 'closed') return null
  const most = Math.max(0, ...(levelsOf(draft.levels[draft.shape]) ?? []))
  const held = picked.filter((target) => target.maxInFlight !== null && target.maxInFlight < most)
  if (held.length === 0) return null
  return (
    <p role="note" className="rounded-md border border-signal/50 bg-signal-wash p-3 text-small text-pretty">
      {held.map((target) => `${target.connection} lets ${target.maxInFlight} in at once`).join(', ')}; you ask
      for {most}. What is above waits in Podium. Raise the limit in the garage, or pass it here.
    </p>
  )
}

import { ChevronRight } from 'lucide-react'
import { Field, Input } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Segments } from '@/components/ui/segments'
import { Switch } from '@/components/ui/switch'
import type { Draft, Slo } from '../lib/draft'

interface Props {
  draft: Draft
  cars: number
  onDraft: (change: Partial<Draft>) => void
}

const slos: { id: Slo; label: string; hint: string }[] = [
  { id: 'ttft_ms', label: 'First token', hint: 'ms from sending' },
  { id: 'itl_ms', label: 'Each token', hint: 'ms per token after it' },
  { id: 'e2e_ms', label: 'Last token', hint: 'ms from sending' },
  { id: 'response_ms', label: 'Response', hint: 'ms from due, waiting included' },
]

/** What is good, when to stop, in which order. */
export function LoadRules({ draft, cars, onDraft }: Props) {
  const limits = [draft.maxErrors, draft.maxCostUsd].filter((value) => value !== null).length
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="mb-2 font-semibold">A good answer</legend>
        {slos.map(({ id, label, hint }) => (
          <NumberField
            key={id}
            label={label}
            hint={hint}
            placeholder="any"
            value={draft.slos[id]}
            min={0.001}
            max={86_400_000}
            step={1}
            onChange={(value) => onDraft({ slos: { ...draft.slos, [id]: value } })}
          />
        ))}
      </fieldset>
      {cars > 1 && (
        <div className="flex flex-col gap-1">
          <Segments
            label="Order"
            value={draft.order}
            onChange={(order) => onDraft({ order })}
            className="flex [&>*]:grow"
            options={[
              { value: 'in_turn', label: 'One after the other' },
              { value: 'together', label: 'Together' },
            ]}
          />
          <p className="text-small text-faint">
            {draft.order === 'in_turn'
              ? 'Each car has the way to its model for itself.'
              : 'All at once: what they share, they share.'}
          </p>
        </div>
      )}
      <Switch
        label="Stop where it is too much"
        checked={draft.stopAtSaturation}
        onChange={(stopAtSaturation) => onDraft({ stopAtSaturation })}
      />
      <div className="flex flex-col gap-1">
        <Switch
          label="Pass the connections’ limits"
          checked={draft.liftLimit}
          onChange={(liftLimit) => onDraft({ liftLimit })}
        />
        <p className="text-small text-faint">
          {draft.liftLimit
            ? 'Requests in flight are not held back by Podium. Mind whose server it is.'
            : 'Requests beyond a limit wait in Podium; their wait is measured apart.'}
        </p>
      </div>
      <details className="group rounded-md border">
        <summary className="flex h-9 list-none items-center gap-2 rounded-md px-3 font-medium select-none [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-4 text-muted transition-transform duration-150 group-open:rotate-90"
          />
          Limits, name
          <span className="ml-auto text-small font-normal text-faint">
            {limits === 0 ? 'none' : `${limits} set`}
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t p-3">
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label="US dollars"
              placeholder="any"
              value={draft.maxCostUsd}
              min={0.000001}
              max={1_000_000}
              step={0.01}
              onChange={(maxCostUsd) => onDraft({ maxCostUsd })}
            />
            <NumberField
              label="Errors"
              placeholder="any"
              value={draft.maxErrors}
              min={1}
              max={1_000_000}
              whole
              onChange={(maxErrors) => onDraft({ maxErrors })}
            />
          </div>
          <Field label="Name">
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={draft.name}
                onChange={(event) => onDraft({ name: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </div>
  )
}

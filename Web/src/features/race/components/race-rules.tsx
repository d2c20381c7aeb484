import { ChevronRight } from 'lucide-react'
import { Field, Input } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import type { Entry, Mode } from '../lib/grid'
import type { Rules } from '../lib/rules'

interface Props {
  rules: Rules
  mode: Mode
  judges: Entry[]
  onRules: (change: Partial<Rules>) => void
  onMode: (mode: Mode) => void
}

const mostSeconds = 10_000_000

const modes: Record<Mode, string> = {
  sequential: 'One request at a time: nothing competes, so the times are the fairest.',
  head_to_head: 'All cars start each test together, within the limits of their connections.',
}

export function RaceRules({ rules, mode, judges, onRules, onMode }: Props) {
  const set = [rules.maxSeconds, rules.maxCostUsd, rules.maxErrors, rules.judgeCarId, rules.label || null]
  const count = set.filter((value) => value !== null).length
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <Segments
          label="Mode"
          value={mode}
          onChange={onMode}
          className="flex [&>*]:grow"
          options={[
            { value: 'sequential', label: 'One at a time' },
            { value: 'head_to_head', label: 'Head to head' },
          ]}
        />
        <p className="text-small text-faint">{modes[mode]}</p>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Repetitions"
          hint="1 to 100"
          required
          whole
          min={1}
          max={100}
          value={rules.repetitions}
          onChange={(repetitions) => onRules({ repetitions })}
        />
        <NumberField
          label="Warm-ups"
          hint="Kept apart"
          required
          whole
          min={0}
          max={10}
          value={rules.warmups}
          onChange={(warmups) => onRules({ warmups })}
        />
      </div>
      <details className="group rounded-md border">
        <summary className="flex h-9 list-none items-center gap-2 rounded-md px-3 font-medium select-none [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-4 text-muted transition-transform duration-150 group-open:rotate-90"
          />
          Limits, judge, label
          <span className="ml-auto text-small font-normal text-faint">
            {count === 0 ? 'none' : `${count} set`}
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t p-3">
          <div className="grid grid-cols-3 gap-2">
            <NumberField
              label="Seconds"
              placeholder="none"
              min={1}
              max={mostSeconds}
              value={rules.maxSeconds}
              onChange={(maxSeconds) => onRules({ maxSeconds })}
            />
            <NumberField
              label="US dollars"
              placeholder="none"
              step="any"
              min={0.000001}
              max={1_000_000}
              value={rules.maxCostUsd}
              onChange={(maxCostUsd) => onRules({ maxCostUsd })}
            />
            <NumberField
              label="Errors"
              placeholder="none"
              whole
              min={1}
              max={1_000_000}
              value={rules.maxErrors}
              onChange={(maxErrors) => onRules({ maxErrors })}
            />
          </div>
          <p className="text-small text-faint">The race stops at whichever comes first.</p>
          <Field label="Judge">
            {(control) => (
              <Select
                {...control}
                className="w-full"
                value={rules.judgeCarId ?? ''}
                onChange={(event) =>
                  onRules({ judgeCarId: event.target.value ? Number(event.target.value) : null })
                }
              >
                <option value="">Nobody yet</option>
                {judges.map((judge) => (
                  <option key={judge.id} value={judge.id}>
                    {judge.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Label">
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                placeholder="before the prompt change"
                value={rules.label}
                onChange={(event) => onRules({ label: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </div>
  )
}

import { ChevronRight } from 'lucide-react'
import { Field, Input, Textarea } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { Options } from '../api/types'
import type { Pick, Setup } from '../lib/draft'

interface Props {
  options: Options
  picks: Pick[]
  setup: Setup
  onChange: (change: Partial<Setup>) => void
}

const number = (text: string) => (text === '' || Number.isNaN(Number(text)) ? null : Number(text))

export function BuildOptions({ options, picks, setup, onChange }: Props) {
  const hub = picks.some((pick) => pick.provider === 'huggingface')
  const set = countSet(setup)
  const tooLong = setup.skill.length > options.limits.skillChars
  return (
    <details className="group rounded-md border bg-surface">
      <summary className="flex h-9 list-none items-center gap-2 rounded-md px-3 font-medium select-none [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        Options
        <span className="ml-auto text-small font-normal text-faint">
          {set === 0 ? 'defaults' : `${set} set`}
        </span>
      </summary>
      <div className="flex flex-col gap-3 border-t p-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Temperature" hint="0 to 2">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={2}
                step={0.1}
                placeholder="default"
                value={setup.temperature ?? ''}
                onChange={(event) => onChange({ temperature: number(event.target.value) })}
              />
            )}
          </Field>
          <Field label="Max tokens" hint="Output, per model">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={256}
                step={256}
                placeholder="default"
                value={setup.maxTokens ?? ''}
                onChange={(event) => onChange({ maxTokens: number(event.target.value) })}
              />
            )}
          </Field>
        </div>
        <Field label="Reasoning effort" hint="Sent to models that reason; others ignore it.">
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={setup.reasoningEffort ?? ''}
              onChange={(event) => onChange({ reasoningEffort: event.target.value || null })}
            >
              <option value="">Model’s default</option>
              <option value="low">Low</option>
              <option value="medium">Medium</option>
              <option value="high">High</option>
            </Select>
          )}
        </Field>
        {hub && (
          <>
            <Field label="Provider candidates" hint="Hugging Face: tried in this order, at most 8, then any.">
              {(control) => (
                <Input
                  {...control}
                  placeholder="together, novita"
                  value={setup.providerCandidates}
                  onChange={(event) => onChange({ providerCandidates: event.target.value })}
                />
              )}
            </Field>
            <Field label="Bill to" hint="A Hugging Face organisation.">
              {(control) => (
                <Input
                  {...control}
                  placeholder="my-org"
                  value={setup.billTo}
                  onChange={(event) => onChange({ billTo: event.target.value })}
                />
              )}
            </Field>
          </>
        )}
        <Field
          label="Skill"
          aside={
            <span className={tooLong ? 'text-bad' : undefined}>
              {setup.skill.length} of {options.limits.skillChars}
            </span>
          }
          hint="Added to the prompt: house style, rules, taste."
          error={tooLong ? `${setup.skill.length - options.limits.skillChars} characters too long.` : null}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              value={setup.skill}
              onChange={(event) => onChange({ skill: event.target.value })}
            />
          )}
        </Field>
      </div>
    </details>
  )
}

const countSet = (setup: Setup) =>
  [
    setup.temperature,
    setup.maxTokens,
    setup.reasoningEffort,
    setup.providerCandidates,
    setup.billTo,
    setup.skill,
  ].filter(Boolean).length

import { Field, Textarea } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import type { Draft, PromptSource } from '../lib/draft'

interface Props {
  draft: Draft
  suites: PromptSource[]
  onDraft: (change: Partial<Draft>) => void
}

/** What each request asks. */
export function PromptFields({ draft, suites, onDraft }: Props) {
  return (
    <section aria-label="Prompts" className="flex flex-col gap-4 rounded-lg border bg-surface p-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Prompts" hint="A suite's prompts are asked in turn; its checks and tools are not used.">
          {(control) => (
            <Select
              {...control}
              className="flex"
              value={draft.suiteId ?? ''}
              onChange={(event) =>
                onDraft({ suiteId: event.target.value === '' ? null : Number(event.target.value) })
              }
            >
              <option value="">The prompt below</option>
              {suites.map((suite) => (
                <option key={suite.id} value={suite.id}>
                  {suite.name} ({suite.cases})
                </option>
              ))}
            </Select>
          )}
        </Field>
        <NumberField
          label="Output tokens, at most"
          hint="The same for all cars, so that answers are comparable"
          placeholder="As each car says"
          value={draft.maxOutputTokens}
          min={1}
          max={1_000_000}
          whole
          onChange={(maxOutputTokens) => onDraft({ maxOutputTokens })}
        />
      </div>
      {draft.suiteId === null && (
        <Field label="Prompt">
          {(control) => (
            <Textarea
              {...control}
              className="min-h-20"
              value={draft.prompt}
              onChange={(event) => onDraft({ prompt: event.target.value })}
            />
          )}
        </Field>
      )}
      <Switch
        label="Number each prompt, so that no cache answers for the model"
        checked={draft.uniquePrompts}
        onChange={(uniquePrompts) => onDraft({ uniquePrompts })}
      />
    </section>
  )
}

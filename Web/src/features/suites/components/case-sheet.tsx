import { ChevronDown, ChevronUp, Copy, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field, Input, Textarea } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import type { CaseDraft, Problem } from '../lib/draft'
import { ChecksEditor } from './checks-editor'
import { DryRun } from './dry-run'

interface Props {
  index: number
  count: number
  value: CaseDraft
  problems: Problem[]
  onChange: (change: Partial<CaseDraft>) => void
  onOpen: (index: number | null) => void
  onCopy: () => void
  onDelete: () => void
}

export function CaseSheet({ index, count, value, problems, onChange, onOpen, onCopy, onDelete }: Props) {
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message ?? null
  return (
    <Sheet
      title={`Case ${index + 1} of ${count}`}
      description="Changes are kept when the suite is saved."
      onClose={() => onOpen(null)}
      actions={
        <>
          <Button
            look="ghost"
            size="icon"
            aria-label="Previous case"
            disabled={index === 0}
            onClick={() => onOpen(index - 1)}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            look="ghost"
            size="icon"
            aria-label="Next case"
            disabled={index >= count - 1}
            onClick={() => onOpen(index + 1)}
          >
            <ChevronDown aria-hidden />
          </Button>
          <Button look="ghost" size="icon" aria-label="Copy the case" title="Copy" onClick={onCopy}>
            <Copy aria-hidden />
          </Button>
          <Button look="ghost" size="icon" aria-label="Delete the case" title="Delete" onClick={onDelete}>
            <Trash2 aria-hidden />
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4 pb-16">
        <Field label="Name" error={errorOf('name')}>
          {(control) => (
            <Input
              {...control}
              value={value.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="System prompt" error={errorOf('system_prompt')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              className="code min-h-16!"
              value={value.systemPrompt}
              onChange={(event) => onChange({ systemPrompt: event.target.value })}
            />
          )}
        </Field>
        <Field label="Prompt" error={errorOf('user_prompt')}>
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              className="code"
              value={value.userPrompt}
              onChange={(event) => onChange({ userPrompt: event.target.value })}
            />
          )}
        </Field>
        <ChecksEditor
          constraints={value.constraints}
          checks={value.checks}
          constraintsError={errorOf('expected_constraints')}
          checksError={errorOf('checks')}
          onChange={onChange}
        />
        <DryRun value={value} />
        <Field
          label="Tools"
          hint="An array of functions in OpenAI’s format. Podium runs calculator, json_validate and extract_code_blocks itself."
          error={errorOf('tools_schema_json')}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              className="code min-h-16!"
              placeholder="none"
              value={value.tools}
              onChange={(event) => onChange({ tools: event.target.value })}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_180px]">
          <Field
            label="Reference answer"
            hint="What equals, levenshtein, rouge-l and bleu compare with; the judge sees it too, the models do not."
            error={errorOf('reference')}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                className="code min-h-16!"
                value={value.reference}
                onChange={(event) => onChange({ reference: event.target.value })}
              />
            )}
          </Field>
          <Field label="Family" hint="Cases that belong together." error={errorOf('family')}>
            {(control) => (
              <Input
                {...control}
                value={value.family}
                onChange={(event) => onChange({ family: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </Sheet>
  )
}

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Textarea } from '@/components/ui/field'
import { Empty } from '@/components/ui/states'
import type { SuiteDraft } from '../lib/draft'
import { fromJson, toJson } from '../lib/suite-json'
import { JsonHelp } from './json-help'

/** Beyond this a text field is no editor any more. */
const mostCases = 3_000

interface Props {
  draft: SuiteDraft
  onDraft: (draft: SuiteDraft) => void
}

export function JsonTab({ draft, onDraft }: Props) {
  if (draft.cases.length > mostCases) {
    return (
      <Empty title="Too long to edit as text">
        With more than {mostCases.toLocaleString('en-US')} cases, export the suite, change the file and import
        it.
      </Empty>
    )
  }
  return <JsonEditor draft={draft} onDraft={onDraft} />
}

function JsonEditor({ draft, onDraft }: Props) {
  const [text, setText] = useState(() => toJson(draft))
  const [error, setError] = useState<string | null>(null)
  const clean = text === toJson(draft)

  function apply() {
    const parsed = fromJson(text)
    setError(parsed.error)
    if (parsed.draft === null) return
    onDraft(parsed.draft)
    setText(toJson(parsed.draft))
  }

  return (
    <div className="grid min-h-0 grow gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-h-80 flex-col gap-2">
        <Textarea
          aria-label="The suite as JSON"
          aria-invalid={error ? true : undefined}
          aria-describedby="json-problem"
          spellCheck={false}
          className="code min-h-0 grow resize-none"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setError(null)
          }}
        />
        <div className="flex items-center gap-2">
          <p
            id="json-problem"
            role={error ? 'alert' : undefined}
            className="mr-auto min-w-0 break-words text-bad"
          >
            {error}
          </p>
          <CopyButton text={text} label="Copy the JSON" look="secondary" />
          <Button disabled={clean} onClick={() => setText(toJson(draft))}>
            Take back
          </Button>
          <Button look="primary" disabled={clean} onClick={apply}>
            Apply
          </Button>
        </div>
      </div>
      <JsonHelp />
    </div>
  )
}

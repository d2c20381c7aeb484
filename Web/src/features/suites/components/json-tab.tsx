import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Textarea } from '@/components/ui/field'
import { Empty } from '@/components/ui/states'
import type { SuiteDraft } from '../lib/draft'
import { fromJson, toJson } from '../lib/suite-json'
import { JsonHelp } from './json-help'

/** Beyond this a text field is no editor any more. */
const mostCases = 3_000

export interface JsonText {
  text: string
  /** The suite it was typed over. */
  of: SuiteDraft
  error: string | null
}

interface Props {
  draft: SuiteDraft
  /** Null: nothing is typed that is not applied. */
  typed: JsonText | null
  onTyped: (typed: JsonText | null) => void
  onDraft: (draft: SuiteDraft) => void
}

export function JsonTab(props: Props) {
  if (props.draft.cases.length > mostCases) {
    return (
      <Empty title="Too long to edit as text">
        With more than {mostCases.toLocaleString('en-US')} cases, export the suite, change the file and import
        it.
      </Empty>
    )
  }
  return <JsonEditor {...props} />
}

function JsonEditor({ draft, typed, onTyped, onDraft }: Props) {
  const stands = useMemo(() => toJson(draft), [draft])
  const text = typed?.text ?? stands
  const error = typed?.error ?? null
  const stale = typed !== null && typed.of !== draft

  function apply() {
    if (typed === null) return
    const parsed = fromJson(typed.text)
    if (parsed.draft === null) return onTyped({ ...typed, error: parsed.error })
    onDraft(parsed.draft)
    onTyped(null)
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
          onChange={({ target: { value } }) =>
            onTyped(value === stands ? null : { text: value, of: typed?.of ?? draft, error: null })
          }
        />
        <div className="flex items-center gap-2">
          <p
            id="json-problem"
            role={error ? 'alert' : undefined}
            className="mr-auto min-w-0 break-words text-bad"
          >
            {error ??
              (stale && (
                <span className="text-muted">
                  The suite was changed since this was typed. Applying it takes those changes back.
                </span>
              ))}
          </p>
          <CopyButton text={text} label="Copy the JSON" look="secondary" />
          <Button disabled={typed === null} onClick={() => onTyped(null)}>
            Take back
          </Button>
          <Button look="primary" disabled={typed === null} onClick={apply}>
            Apply
          </Button>
        </div>
      </div>
      <JsonHelp />
    </div>
  )
}

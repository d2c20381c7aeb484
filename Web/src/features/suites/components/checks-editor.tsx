import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, Input, Textarea } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import {
  checkKinds,
  checksOf,
  describeCheck,
  thresholdProblem,
  valueOf,
  withChecks,
  type TypedCheck,
} from '../lib/checks'
import { parseJson } from '../lib/draft'

interface Props {
  constraints: string
  checks: string
  constraintsError: string | null
  checksError: string | null
  onChange: (change: { constraints?: string; checks?: string }) => void
}

/** Checks as chips, added one by one; the whole as JSON for whoever prefers it; the old text form beside them. */
export function ChecksEditor({ constraints, checks, constraintsError, checksError, onChange }: Props) {
  const parsed = parseJson(checks)
  const { checks: list, threshold } = checksOf(parsed?.value)
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border p-3">
      <legend className="px-1 font-medium">Checks</legend>
      {parsed === null ? (
        <p className="text-bad">The JSON below cannot be read, so the checks cannot be shown one by one.</p>
      ) : (
        <>
          {list.length > 0 && (
            <ul aria-label="Checks" className="flex flex-wrap gap-1.5">
              {list.map((check, index) => (
                <li
                  key={index}
                  className="inline-flex h-7 max-w-full items-center gap-1 rounded-sm border bg-sunken pr-0.5 pl-2 text-small"
                >
                  <span className="truncate">{describeCheck(check)}</span>
                  <Button
                    look="ghost"
                    size="icon-small"
                    className="size-6"
                    aria-label={`Remove ${describeCheck(check)}`}
                    onClick={() =>
                      onChange({
                        checks: withChecks(
                          list.filter((_, at) => at !== index),
                          threshold,
                        ),
                      })
                    }
                  >
                    <X aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <AddCheck onAdd={(check) => onChange({ checks: withChecks([...list, check], threshold) })} />
          <NumberField
            label="Least score"
            hint="0 to 1, by weight. Left empty, every check has to pass."
            placeholder="every check"
            step="any"
            min={0}
            max={1}
            value={threshold}
            onChange={(next) => onChange({ checks: withChecks(list, next) })}
          />
        </>
      )}
      <details>
        <summary className="text-small text-muted select-none">As JSON</summary>
        <Field label={<span className="sr-only">Checks as JSON</span>} error={checksError}>
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              className="code"
              placeholder='[{"type": "contains", "value": "42"}]'
              value={checks}
              onChange={(event) => onChange({ checks: event.target.value })}
            />
          )}
        </Field>
      </details>
      <Field
        label="Constraints"
        hint="The short form: contains:, icontains:, not_contains:, regex:, max_words:, one per line or semicolon."
        error={constraintsError}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="code min-h-14!"
            placeholder={'contains: Paris\nmax_words: 20'}
            value={constraints}
            onChange={(event) => onChange({ constraints: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}

const groups = [...new Set(checkKinds.map((kind) => kind.group))]

function AddCheck({ onAdd }: { onAdd: (check: TypedCheck) => void }) {
  const [type, setType] = useState('contains')
  const [text, setText] = useState('')
  const [threshold, setThreshold] = useState('')
  const [weight, setWeight] = useState('')
  const [not, setNot] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const kind = checkKinds.find((each) => each.type === type)!

  function add() {
    const value = valueOf(kind, text)
    if (value === null) {
      setProblem(kind.value === 'json' ? 'The value is not JSON.' : 'This check needs a value.')
      return
    }
    const wrong = kind.threshold && thresholdProblem(kind.threshold, threshold)
    if (wrong) {
      setProblem(wrong)
      return
    }
    onAdd({
      type,
      ...(value !== undefined && { value }),
      ...(kind.threshold && threshold !== '' && { threshold: Number(threshold) }),
      ...(weight !== '' && Number(weight) >= 0 && { weight: Number(weight) }),
      ...(not && { not: true }),
    })
    setText('')
    setThreshold('')
    setWeight('')
    setNot(false)
    setProblem(null)
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Kind of check"
          className="w-44"
          value={type}
          onChange={(event) => setType(event.target.value)}
        >
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {checkKinds
                .filter((each) => each.group === group)
                .map((each) => (
                  <option key={each.type} value={each.type}>
                    {each.type}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
        {kind.value !== 'none' && (
          <Input
            aria-label="Value of the check"
            className="w-full min-w-32 grow basis-40 sm:w-40!"
            placeholder={kind.reference ? 'empty: the reference' : (kind.placeholder ?? 'value')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault()
                add()
              }
            }}
          />
        )}
        {kind.threshold && (
          <Input
            type="number"
            step="any"
            min={0}
            aria-label="Threshold"
            title={kind.threshold.unit}
            placeholder={[kind.threshold.unit, kind.threshold.usual]
              .filter((part) => part !== null)
              .join(': ')}
            className="w-28!"
            value={threshold}
            onChange={(event) => setThreshold(event.target.value)}
          />
        )}
        <Input
          type="number"
          step="any"
          min={0}
          aria-label="Weight"
          placeholder="weight 1"
          className="w-24!"
          value={weight}
          onChange={(event) => setWeight(event.target.value)}
        />
        <label className="flex items-center gap-1.5">
          <Checkbox checked={not} onCheckedChange={(checked) => setNot(checked === true)} /> not
        </label>
        <Button onClick={add}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
      <p
        className={problem ? 'text-small text-bad' : 'text-small text-faint'}
        role={problem ? 'alert' : undefined}
      >
        {problem ?? `${kind.summary}.`}
      </p>
    </div>
  )
}

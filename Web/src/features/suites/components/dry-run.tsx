import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, Textarea } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Failure } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { useDebounced } from '@/lib/use-debounced'
import { dryRun, type DryRunBody } from '../api/queries'
import { parseJson, type CaseDraft } from '../lib/draft'

interface Measures {
  latencyMs: number | null
  ttftMs: number | null
  costUsd: number | null
}

const measureFields: { id: keyof Measures; label: string }[] = [
  { id: 'latencyMs', label: 'Latency, ms' },
  { id: 'ttftMs', label: 'First token, ms' },
  { id: 'costUsd', label: 'Cost, US dollars' },
]

interface Props {
  /** What a check may look at beside the answer. */
  value: Pick<CaseDraft, 'constraints' | 'checks' | 'reference' | 'userPrompt'>
}

/** Paste an answer and see what the checks say of it, while typing; nothing is asked of a model. */
export function DryRun({ value: { constraints, checks, reference, userPrompt } }: Props) {
  const [answer, setAnswer] = useState('')
  const [calls, setCalls] = useState('')
  const [measures, setMeasures] = useState<Measures>({ latencyMs: null, ttftMs: null, costUsd: null })
  const typed = parseJson(checks)
  const made = parseJson(calls)
  // An answer may be nothing but calls of tools.
  const tried = answer !== '' || made?.value != null
  const body: DryRunBody = {
    expected_constraints: constraints || null,
    checks: typed?.value ?? null,
    output: answer,
    ...(userPrompt !== '' && { prompt: userPrompt }),
    ...(reference !== '' && { reference }),
    ...(made?.value != null && { tool_calls: made.value }),
    ...(measures.latencyMs !== null && { latency_ms: measures.latencyMs }),
    ...(measures.ttftMs !== null && { ttft_ms: measures.ttftMs }),
    ...(measures.costUsd !== null && { cost_usd: measures.costUsd }),
  }
  const ready = tried && typed !== null && made !== null && (constraints !== '' || checks !== '')
  const asked = useDebounced(ready ? JSON.stringify(body) : '', 300)
  const { data, error, isFetching } = useQuery({
    queryKey: ['suites', 'dry-run', asked],
    queryFn: () => dryRun(JSON.parse(asked) as DryRunBody),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 30_000,
    retry: false,
  })
  return (
    <section aria-label="Dry run" className="flex flex-col gap-2">
      <Field label="Try the checks" hint="Paste an answer: nothing is asked of a model.">
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            className="code min-h-16!"
            placeholder="An answer"
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        )}
      </Field>
      <details>
        <summary className="text-small text-muted select-none">With tool calls, times and cost</summary>
        <div className="mt-2 flex flex-col gap-3">
          <Field
            label="Tool calls made"
            hint="Names and arguments, in their order."
            error={made === null ? 'This is not JSON.' : null}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                className="code min-h-14!"
                placeholder='[{"name": "calculator", "arguments": {"expression": "2+2"}}]'
                value={calls}
                onChange={(event) => setCalls(event.target.value)}
              />
            )}
          </Field>
          <div className="grid grid-cols-3 gap-3">
            {measureFields.map(({ id, label }) => (
              <NumberField
                key={id}
                label={label}
                placeholder="unknown"
                step="any"
                min={0}
                max={1e9}
                value={measures[id]}
                onChange={(next) => setMeasures({ ...measures, [id]: next })}
              />
            ))}
          </div>
        </div>
      </details>
      {tried && error && <Failure error={error} />}
      {tried && data && !error && (
        <div role="status" aria-busy={isFetching} className="flex flex-col gap-1">
          <p>
            <span className={cx('font-semibold', data.pass ? 'text-good' : 'text-bad')}>
              {data.pass === null ? 'Undecided' : data.pass ? '✓ Passes' : '✕ Fails'}
            </span>{' '}
            <span className="text-muted">
              {data.passed} of {data.total} checks
              {data.score !== null && `, score ${data.score.toFixed(2)}`}
            </span>
          </p>
          <ul className="flex flex-col gap-0.5">
            {data.results.map((result, index) => (
              <li key={index} className="flex gap-2">
                <span
                  aria-label={result.passed === null ? 'undecided' : result.passed ? 'passed' : 'failed'}
                  role="img"
                  className={cx(
                    'w-4 shrink-0 text-center font-semibold',
                    result.passed === null ? 'text-faint' : result.passed ? 'text-good' : 'text-bad',
                  )}
                >
                  {result.passed === null ? '·' : result.passed ? '✓' : '✕'}
                </span>
                <span className="min-w-0 break-words">
                  <span className="font-medium">{result.type}</span>{' '}
                  <span className="text-muted">{result.detail}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

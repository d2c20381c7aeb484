import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, Textarea } from '@/components/ui/field'
import { Failure } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { useDebounced } from '@/lib/use-debounced'
import { dryRun } from '../api/queries'
import { parseJson } from '../lib/draft'

interface Props {
  constraints: string
  checks: string
}

/** Paste an answer and see what the checks say of it, while typing; nothing is asked of a model. */
export function DryRun({ constraints, checks }: Props) {
  const [answer, setAnswer] = useState('')
  const asked = useDebounced(JSON.stringify({ constraints, checks, answer }), 300)
  const { constraints: c, checks: t, answer: a } = JSON.parse(asked) as Record<string, string>
  const typed = parseJson(t ?? '')
  const { data, error, isFetching } = useQuery({
    queryKey: ['suites', 'dry-run', asked],
    queryFn: () => dryRun({ expected_constraints: c || null, checks: typed?.value ?? null, output: a ?? '' }),
    enabled: (a ?? '') !== '' && typed !== null && ((c ?? '') !== '' || (t ?? '') !== ''),
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
      {answer !== '' && error && <Failure error={error} />}
      {answer !== '' && data && !error && (
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

import { Check, X } from 'lucide-react'
import { formatDuration } from '@/lib/format'
import type { LaneState } from '../lib/lane-state'

export function LaneLog({ state }: { state: LaneState }) {
  return (
    <div className="flex flex-col gap-4 p-3">
      {state.attempts.length > 0 && (
        <section aria-label="Attempts">
          <h3 className="mb-1 text-small text-faint">Attempts</h3>
          <ol className="flex flex-col gap-2">
            {state.attempts.map((attempt, index) => {
              const ok = attempt.status === 'success'
              return (
                <li key={index} className="flex gap-2">
                  {ok ? (
                    <Check aria-label="succeeded" className="mt-0.5 size-4 shrink-0 text-good" />
                  ) : (
                    <X aria-label="failed" className="mt-0.5 size-4 shrink-0 text-bad" />
                  )}
                  <span className="min-w-0">
                    <span className="break-words">
                      {attempt.model}
                      {attempt.provider && <span className="text-muted"> via {attempt.provider}</span>}
                    </span>
                    <span className="figure block text-small text-faint">
                      {[
                        attempt.statusCode,
                        attempt.durationMs !== null && formatDuration(attempt.durationMs),
                        !ok && (attempt.retryable ? 'tried again' : 'not worth another try'),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {attempt.detail && <span className="block break-words text-muted">{attempt.detail}</span>}
                  </span>
                </li>
              )
            })}
          </ol>
        </section>
      )}
      <section aria-label="Log">
        <h3 className="mb-1 text-small text-faint">Log</h3>
        {state.log.length === 0 && <p className="text-muted">Nothing to report.</p>}
        <ul className="code flex flex-col gap-0.5">
          {state.log.map((line, index) => (
            <li key={index} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

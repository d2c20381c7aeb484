import type { ReactNode } from 'react'
import { Figure } from '@/components/measures/figure'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { formatDuration } from '@/lib/format'
import { modelColour } from '@/lib/model-colour'
import type { ItemDetail } from '../api/items'
import type { CheckReport, ToolCall } from '../api/types'
import { isOpen } from '../lib/status'
import { failedAttempts } from '../lib/attempts'
import { ItemArrivals } from './item-arrivals'
import { ItemNumbers } from './item-numbers'
import { ItemTimeline } from './item-timeline'
import { VerdictGlyph } from './verdict-glyph'

interface Props {
  runId: number
  detail: ItemDetail
  colourKey: string
}

export function ItemBody({ runId, detail, colourKey }: Props) {
  const { item, output, metric, tool_calls: tools, test } = detail
  const judge = detail.judge_results.at(-1)
  const checks = output?.raw_provider_payload_json?.assertions ?? null
  const attempts = failedAttempts(detail.events)
  const dropped = output?.raw_provider_payload_json?.dropped_parameters ?? []
  const answer = output?.final_text ?? output?.streamed_text ?? null
  return (
    <div className="flex flex-col gap-6 p-4 pb-16">
      {item.error_message && (
        <p role="alert" className="rounded-md border border-bad/40 bg-bad-wash px-3 py-2 break-words">
          {item.error_message}
        </p>
      )}
      <Part title="Measures">
        <ItemNumbers metric={metric} />
        <ItemTimeline events={detail.events} colour={modelColour(colourKey)} />
        <ItemArrivals runId={runId} itemId={item.id} events={detail.events} colour={modelColour(colourKey)} />
      </Part>
      {attempts.length > 0 && (
        <Part title={attempts.length === 1 ? 'Failed attempt' : `Failed attempts · ${attempts.length}`}>
          <ol className="flex flex-col divide-y rounded-md border">
            {attempts.map(({ number, error, waitedMs }, index) => (
              <li key={index} className="px-3 py-2 break-words">
                <span className="font-medium">{number}</span> {error}
                {waitedMs > 0 && (
                  <span className="figure text-small text-faint">
                    {' '}
                    · tried again after {formatDuration(waitedMs)}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </Part>
      )}
      {checks && checks.results.length > 0 && (
        <Part title={`Checks · ${checks.passed} of ${checks.total} passed`}>
          <Checks report={checks} />
        </Part>
      )}
      <Part title="Answer" aside={answer ? <CopyButton text={answer} label="Copy the answer" /> : undefined}>
        {answer ? (
          <Text label="Answer" text={answer} />
        ) : (
          <p className="text-muted">{isOpen(item.status) ? 'Not answered yet.' : 'No answer was kept.'}</p>
        )}
        <p className="mt-1 text-small text-faint">
          {[
            output?.finish && `ended by ${output.finish}`,
            output?.response_model && `answered as ${output.response_model}`,
            output?.served_by && `served by ${output.served_by}`,
            dropped.length > 0 && `without ${dropped.join(', ')}, which the provider does not take`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </Part>
      {output?.reasoning_text && (
        <Folded title="Reasoning">
          <Text label="Reasoning" text={output.reasoning_text} />
        </Folded>
      )}
      {tools.length > 0 && (
        <Part title={`Tools · ${tools.length} ${tools.length === 1 ? 'call' : 'calls'}`}>
          <Tools calls={tools} />
        </Part>
      )}
      {judge && (
        <Part title="Judge">
          <p className="flex flex-wrap gap-x-4">
            {(
              [
                ['overall', judge.overall],
                ['writing', judge.writing_score],
                ['coding', judge.coding_score],
                ['tools', judge.tool_score],
              ] as const
            ).map(([name, score]) => (
              <span key={name}>
                <span className="text-faint">{name} </span>
                <Figure
                  value={judge.parse_failed ? null : score}
                  format={(value) => value.toFixed(1)}
                  reason="The judge’s answer could not be read."
                />
              </span>
            ))}
            {judge.self_judged && <Badge tone="bad">judged by itself</Badge>}
          </p>
          <p className="mt-1 whitespace-pre-wrap break-words text-muted">{judge.rationale}</p>
        </Part>
      )}
      <Folded title="What was asked">
        {(output?.request_messages_json ?? []).map((message, index) => (
          <div key={index} className="mb-2">
            <p className="text-small text-faint">{message.role ?? 'message'}</p>
            <Text
              label={`${message.role ?? 'message'} ${index + 1}`}
              text={asText(message.content ?? message)}
            />
          </div>
        ))}
        {!output && test && (
          <>
            {test.system_prompt && <Text label="system" text={test.system_prompt} />}
            <Text label="user" text={test.user_prompt} />
          </>
        )}
      </Folded>
    </div>
  )
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="mb-2 flex h-7 items-center justify-between">
        <h3 className="font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="mb-2 font-semibold select-none">{title}</summary>
      {children}
    </details>
  )
}

/** A model's text is text: it is never read as markup. */
function Text({ label, text }: { label: string; text: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className="code max-h-96 overflow-auto rounded-md border bg-sunken p-3 break-words whitespace-pre-wrap"
    >
      {text}
    </pre>
  )
}

function Checks({ report }: { report: CheckReport }) {
  return (
    <ul className="flex flex-col divide-y rounded-md border">
      {report.results.map((check, index) => (
        <li key={index} className="flex gap-2 px-3 py-2">
          <span className="mt-0.5">
            <VerdictGlyph
              verdict={check.passed === null ? 'pending' : check.passed ? 'pass' : 'fail'}
              labelled
            />
          </span>
          <div className="min-w-0">
            <p className="break-words">
              <span className="font-medium">{check.type}</span>{' '}
              <span className="figure text-small text-muted">{asText(check.expected ?? '')}</span>
              {check.score !== null && check.score > 0 && check.score < 1 && (
                <span className="figure text-small text-faint"> · score {check.score.toFixed(2)}</span>
              )}
            </p>
            {check.detail && <p className="text-small break-words text-faint">{check.detail}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Tools({ calls }: { calls: ToolCall[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {calls.map((call, index) => (
        <li key={index} className="rounded-md border">
          <p className="flex items-center gap-2 border-b px-3 py-1.5">
            <span className="font-medium">{call.tool_name}</span>
            <span className="text-small text-faint">loop {call.loop_index + 1}</span>
            {call.provider_style && <Badge>{call.provider_style}</Badge>}
            {call.status === 'error' && <Badge tone="bad">error</Badge>}
          </p>
          <pre
            className="code overflow-auto p-3 break-words whitespace-pre-wrap"
            tabIndex={0}
            aria-label={`Call ${index + 1}`}
          >
            {asText(call.args_json)}
            {'\n→ '}
            {asText(call.result_json)}
          </pre>
        </li>
      ))}
    </ol>
  )
}

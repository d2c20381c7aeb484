import { ArrowDown, ArrowUp, Equal, Minus } from 'lucide-react'
import { Figure } from '@/components/measures/figure'
import { IntervalBar } from '@/components/measures/interval-bar'
import { cx } from '@/lib/class-names'
import type { MetricVerdict } from '../api/scorecard'
import { formatChange, formatShare, measureOf } from '../lib/measures'

const verdicts = {
  better: { label: 'better', tone: 'good' },
  worse: { label: 'worse', tone: 'bad' },
  no_evidence: { label: 'no evidence', tone: 'plain' },
  refused: { label: 'refused', tone: 'plain' },
} as const

type Known = keyof typeof verdicts
const said = (verdict: string) => verdicts[(verdict in verdicts ? verdict : 'no_evidence') as Known]

const tests: Record<string, string> = {
  mcnemar_exact: 'exact McNemar',
  sign_flips: 'sign flips',
  paired_t: 'paired t',
}

/** Differences paired by case, with their 95 % intervals around zero. */
export function VerdictTable({
  verdicts: rows,
  sides = ['Before', 'Now'],
}: {
  verdicts: MetricVerdict[]
  /** What is measured against, and what is measured. */
  sides?: [string, string]
}) {
  return (
    <div
      className="relative overflow-x-auto rounded-lg border bg-surface"
      tabIndex={0}
      role="region"
      aria-label="Verdicts"
    >
      <table className="w-full min-w-[700px] border-collapse">
        <thead>
          <tr className="border-b text-left [&_th]:h-9 [&_th]:px-3 [&_th]:text-small [&_th]:font-normal [&_th]:text-faint">
            <th scope="col">Measure</th>
            {sides.map((side) => (
              <th key={side} scope="col" className="max-w-40 truncate text-right" title={side}>
                {side}
              </th>
            ))}
            <th scope="col" className="text-right">
              Difference
            </th>
            <th scope="col" className="w-[26%]">
              95 % interval around zero
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <VerdictRow key={row.metric} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function VerdictRow({ row }: { row: MetricVerdict }) {
  const measure = measureOf(row.metric)
  const verdict = said(row.verdict)
  const change = (value: number) => formatChange(value, row.relative ? formatShare : measure.format)
  const reason = row.reason ?? 'No case has it in both runs.'
  const reach = Math.max(Math.abs(row.low ?? 0), Math.abs(row.high ?? 0), Math.abs(row.difference ?? 0))
  return (
    <tr className="border-b align-top last:border-0 [&>*]:px-3 [&>*]:py-2">
      <th scope="row" className="text-left font-normal">
        {measure.name}
        <span className="block text-small text-faint">
          {row.higher_is_better ? 'more is better' : 'less is better'} · n {row.n}
        </span>
      </th>
      <td className="text-right whitespace-nowrap">
        <Figure value={row.baseline} format={measure.format} reason={reason} />
      </td>
      <td className="text-right whitespace-nowrap">
        <Figure value={row.current} format={measure.format} reason={reason} />
      </td>
      <td className="text-right whitespace-nowrap">
        <Figure value={row.difference} format={change} reason={reason} />
        {row.gained !== null && row.lost !== null && (
          <span className="figure block text-small text-faint">
            {row.gained} gained, {row.lost} lost
          </span>
        )}
      </td>
      <td>
        {row.difference !== null && (
          <>
            <IntervalBar
              difference={row.difference}
              low={row.low}
              high={row.high}
              reach={reach}
              tone={verdict.tone}
              label={`${measure.name}: ${change(row.difference)}${row.low !== null && row.high !== null ? `, 95 % interval ${change(row.low)} to ${change(row.high)}` : ''}`}
            />
            {row.low !== null && row.high !== null && (
              <span className="figure flex justify-between text-small text-faint">
                <span>{change(row.low)}</span>
                <span>{change(row.high)}</span>
              </span>
            )}
          </>
        )}
      </td>
      <td>
        <span
          className={cx(
            'inline-flex items-center gap-1 font-medium',
            verdict.tone === 'good' && 'text-good',
            verdict.tone === 'bad' && 'text-bad',
            verdict.tone === 'plain' && 'text-muted',
          )}
        >
          <VerdictIcon row={row} />
          {verdict.label}
        </span>
        <span className="block text-small text-faint">{explain(row)}</span>
      </td>
    </tr>
  )
}

function VerdictIcon({ row }: { row: MetricVerdict }) {
  if (row.verdict === 'refused') return <Minus aria-hidden className="size-4" />
  if (row.verdict !== 'better' && row.verdict !== 'worse') return <Equal aria-hidden className="size-4" />
  // The arrow says which way the number went, the colour and the word whether that is good.
  const Arrow = (row.difference ?? 0) > 0 ? ArrowUp : ArrowDown
  return <Arrow aria-hidden className="size-4" />
}

function explain(row: MetricVerdict): string {
  if (row.verdict === 'refused') return row.reason ?? ''
  const p = row.p_adjusted ?? row.p_value
  const parts = [
    p !== null && `p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`,
    row.test && (tests[row.test] ?? row.test),
    row.verdict === 'no_evidence' &&
      row.needed_n !== null &&
      row.needed_for !== null &&
      `${row.needed_n} cases would show ${row.relative || row.needed_for < 1 ? formatShare(row.needed_for) : row.needed_for}`,
  ]
  return parts.filter(Boolean).join(' · ')
}

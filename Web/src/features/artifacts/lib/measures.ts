import { formatBytes, formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'
import type { Artifact } from '../api/types'

export interface Measure {
  id: string
  name: string
  of: (artifact: Artifact) => number | null
  format: (value: number) => string
  better: 'lower' | 'higher' | null
  reason: (artifact: Artifact) => string
}

const notMeasured = (artifact: Artifact) =>
  artifact.generationId === null
    ? 'This page was brought in, not generated here.'
    : 'The provider did not report it.'
const noPrice = (artifact: Artifact) =>
  artifact.demo ? 'Demo models are scripted: nothing was spent.' : 'No price is known for this model.'

export const measures: Measure[] = [
  {
    id: 'ttft',
    name: 'Time to first token',
    of: (a) => a.timings?.ttftMs ?? null,
    format: formatDuration,
    better: 'lower',
    reason: notMeasured,
  },
  {
    id: 'total',
    name: 'Time to last token',
    of: (a) => a.timings?.lastTokenMs ?? null,
    format: formatDuration,
    better: 'lower',
    reason: notMeasured,
  },
  {
    id: 'speed',
    name: 'Output speed',
    of: (a) => a.timings?.outputTokensPerSecond ?? null,
    format: (v) => `${formatRate(v)} tokens/s`,
    better: 'higher',
    reason: notMeasured,
  },
  {
    id: 'input',
    name: 'Input tokens',
    of: (a) => a.usage?.inputTokens ?? null,
    format: formatCount,
    better: null,
    reason: notMeasured,
  },
  {
    id: 'output',
    name: 'Output tokens',
    of: (a) => a.usage?.outputTokens ?? null,
    format: formatCount,
    better: null,
    reason: notMeasured,
  },
  {
    id: 'reasoning',
    name: 'of which reasoning',
    of: (a) => a.usage?.reasoningTokens ?? null,
    format: formatCount,
    better: null,
    reason: notMeasured,
  },
  {
    id: 'cost',
    name: 'Cost',
    of: (a) => a.cost?.totalUsd ?? null,
    format: formatUsd,
    better: 'lower',
    reason: noPrice,
  },
  {
    id: 'bytes',
    name: 'Page weight',
    of: (a) => a.bytes,
    format: formatBytes,
    better: 'lower',
    reason: () => 'The server did not report it.',
  },
]

/** The ids of those with the best value; nobody wins alone, demo pages do not take part, and a draw has several winners. */
export function bestOf(measure: Measure, artifacts: Artifact[]): Set<string> {
  if (measure.better === null) return new Set()
  const known = artifacts.flatMap((a) => {
    const value = a.demo || a.truncated ? null : measure.of(a)
    return value === null ? [] : [{ id: a.id, value }]
  })
  if (known.length < 2) return new Set()
  const values = known.map((k) => k.value)
  const best = measure.better === 'lower' ? Math.min(...values) : Math.max(...values)
  return new Set(known.filter((k) => k.value === best).map((k) => k.id))
}

/** `imagesWithoutAlt` -> "Images without alt" */
export function factName(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function factText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatCount(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(factText).join(', ')
  return JSON.stringify(value)
}

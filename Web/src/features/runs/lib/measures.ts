import { formatCount, formatDuration, formatRate, formatUsd } from '@/lib/format'

export interface Measure {
  id: string
  name: string
  higherIsBetter: boolean
  format: (value: number) => string
}

const rate = (value: number) => `${formatRate(value)} tok/s`
const score = (value: number) => value.toFixed(2)
export const formatShare = (share: number) => {
  const percent = share * 100
  return `${percent === 0 || percent === 100 || Math.abs(percent) >= 10 ? percent.toFixed(0) : percent.toFixed(1)} %`
}

const measure = (
  id: string,
  name: string,
  higherIsBetter: boolean,
  format: (value: number) => string,
): Measure => ({ id, name, higherIsBetter, format })

/** What a distribution can be of, in the order it is offered. */
export const measures: Measure[] = [
  measure('ttft_ms', 'TTFT', false, formatDuration),
  measure('latency_ms', 'Latency', false, formatDuration),
  measure('tokens_per_sec', 'Speed, end to end', true, rate),
  measure('decode_tokens_per_sec', 'Speed after the first token', true, rate),
  measure('first_answer_ms', 'First answer token', false, formatDuration),
  measure('itl_ms', 'Time per token', false, formatDuration),
  measure('generation_ms', 'Generation', false, formatDuration),
  measure('queued_ms', 'Queued before sending', false, formatDuration),
  measure('output_tokens', 'Output tokens', false, formatCount),
  measure('check_score', 'Check score', true, score),
  measure('judge_overall', 'Judge', true, (value) => value.toFixed(1)),
  measure('cost_usd', 'Cost per item', false, formatUsd),
  measure('server_load_ms', 'Server: load', false, formatDuration),
  measure('server_prefill_tokens_per_sec', 'Server: prefill', true, rate),
  measure('server_decode_tokens_per_sec', 'Server: decode', true, rate),
  measure('pass_rate', 'Items passed', true, formatShare),
  measure('error_rate', 'Errors', false, formatShare),
]

export const measureOf = (id: string): Measure =>
  measures.find((known) => known.id === id) ?? measure(id, id, true, String)

/** "+12 %", "−0.40": a change always carries its sign. */
export function formatChange(value: number, text: (size: number) => string): string {
  if (value === 0) return '±0'
  return `${value > 0 ? '+' : '−'}${text(Math.abs(value))}`
}

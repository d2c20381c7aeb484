import type { LaneState } from './lane-state'

export interface Contender {
  key: string
  label: string
  modelId: string
  state: LaneState
}

export interface Verdict {
  id: 'first-token' | 'finish' | 'cost' | 'weight'
  title: string
  winner: Contender | null
  value: number | null
  /** How many lanes had a value to compare. */
  n: number
}

const measures: { id: Verdict['id']; title: string; of: (state: LaneState) => number | null }[] = [
  { id: 'first-token', title: 'Fastest first token', of: (s) => s.timings?.ttftMs ?? s.ttftMs },
  { id: 'finish', title: 'Fastest finish', of: (s) => s.timings?.closedMs ?? s.timings?.lastTokenMs ?? null },
  { id: 'cost', title: 'Cheapest', of: (s) => s.cost?.totalUsd ?? null },
  { id: 'weight', title: 'Lightest page', of: (s) => s.bytes },
]

/**
 * Who won what, over lanes that finished with a whole page and a known value. Demo lanes are scripted and a cut-off page is no
 * page, so neither takes part; one lane alone has won nothing.
 */
export function judge(contenders: Contender[]): Verdict[] {
  const eligible = contenders.filter(
    ({ state }) => state.status === 'complete' && !state.demo && !state.truncated,
  )
  return measures.map(({ id, title, of }) => {
    const known = eligible.flatMap((contender) => {
      const value = of(contender.state)
      return value === null ? [] : [{ contender, value }]
    })
    if (known.length < 2) return { id, title, winner: null, value: null, n: known.length }
    const best = known.reduce((a, b) => (b.value < a.value ? b : a))
    return { id, title, winner: best.contender, value: best.value, n: known.length }
  })
}

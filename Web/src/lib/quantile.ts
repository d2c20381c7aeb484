/** Hyndman-Fan type 7: linear between the order statistics, as numpy and pandas have it. The values must be sorted. */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null
  const h = (sorted.length - 1) * p
  const below = Math.floor(h)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (h - below)
}

export interface Spread {
  n: number
  min: number
  q1: number
  median: number
  q3: number
  p90: number
  p95: number
  max: number
  sorted: number[]
}

export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value): value is number => value !== null).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const at = (p: number) => quantile(sorted, p)!
  return {
    n: sorted.length,
    min: sorted[0]!,
    q1: at(0.25),
    median: at(0.5),
    q3: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    max: sorted.at(-1)!,
    sorted,
  }
}

/** Round numbers across a range: 0, 50, 100, 150. About `count` of them, the ends of the range not always among them. */
export function ticks(from: number, to: number, count = 4): number[] {
  if (!(to > from)) return [from]
  const raw = (to - from) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((size) => size >= raw * 0.999)!
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** The least round number that is not below `value`, for the end of an axis. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((unit) => unit * power).find((end) => end >= value * 0.999999)!
}

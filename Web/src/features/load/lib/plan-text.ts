import { formatDuration, formatRate } from '@/lib/format'
import type { LoadPlan } from '../api/types'

const unit = (plan: LoadPlan) => (plan.arrivals === 'closed' ? 'in flight' : 'requests/s')
const level = (plan: LoadPlan, value: number) =>
  plan.arrivals === 'closed' ? String(value) : formatRate(value)
const process: Record<string, string> = {
  closed: 'closed loop',
  constant: 'constant rate',
  poisson: 'Poisson arrivals',
}

/** "sweep of 4 levels, 1 to 16 in flight · closed loop · 10 s each" */
export function planText(plan: LoadPlan): string {
  const first = plan.levels[0] ?? 0
  const last = plan.levels.at(-1) ?? 0
  const span = `${level(plan, first)} to ${level(plan, last)} ${unit(plan)}`
  const shape =
    plan.shape === 'sweep'
      ? `sweep of ${plan.levels.length} levels, ${span}`
      : plan.shape === 'ramp'
        ? `ramp, ${span}`
        : `${level(plan, first)} ${unit(plan)}`
  const time = `${formatDuration(plan.seconds * 1000)}${plan.shape === 'sweep' ? ' each' : ''}`
  return `${shape} · ${process[plan.arrivals] ?? plan.arrivals} · ${time}`
}

import { LineChart } from '@/components/measures/line-chart'
import { formatCount, formatDuration, formatRate } from '@/lib/format'
import type { Load } from '../api/types'
import { isOpen } from '../lib/findings'
import type { LiveView } from '../lib/load-live'
import { inFlight, latency, throughput, waiting } from '../lib/series'
import { isActive } from '../lib/status'

interface Props {
  load: Load
  view: LiveView
}

const seconds = (at: number) => (at < 120 ? `${Math.round(at * 10) / 10} s` : formatDuration(at * 1000))

/** What happened when: one point per second, or per window of a long load. */
export function TimeCharts({ load, view }: Props) {
  const { windows, stages } = view
  const open = isOpen(load.plan)
  const names = new Map(load.cars.map((car) => [car.id, car.name]))
  const axis = {
    formatX: seconds,
    xTitle: 'since the load began',
    maxX: windows.at(-1)?.at_s ?? 1,
    marks: stages.map((stage) => ({
      x: stage.atS,
      label: `${names.get(stage.carId) ?? ''}: ${stage.level}`,
    })),
    empty: isActive(load.status) ? 'Nothing was measured yet.' : 'Nothing was measured.',
  }
  const slo = (limit: number | null) =>
    limit === null ? null : { y: limit, label: `Good up to ${formatDuration(limit)}` }
  return (
    <section
      aria-label="Over time"
      className="grid gap-x-6 gap-y-4 rounded-lg border bg-surface p-4 lg:grid-cols-2"
    >
      <LineChart
        title="Answers"
        unit={open ? 'per second; dashed: offered' : 'per second'}
        series={throughput(windows, load.cars, open)}
        format={formatRate}
        {...axis}
      />
      <LineChart
        title="Time to first token"
        unit="p50, faint: p95"
        series={latency(windows, load.cars, 'ttft')}
        format={formatDuration}
        limit={slo(load.plan.slos.ttft_ms)}
        {...axis}
      />
      <LineChart
        title="In flight"
        unit="requests at once"
        series={inFlight(windows, load.cars)}
        format={formatCount}
        {...axis}
      />
      <LineChart
        title="Last token"
        unit="from sending; p50, faint: p95"
        series={latency(windows, load.cars, 'e2e')}
        format={formatDuration}
        limit={slo(load.plan.slos.e2e_ms)}
        {...axis}
      />
      <LineChart
        title="Waiting in Podium"
        unit="before sending, in none of the times above; p50, faint: p95"
        series={waiting(windows, load.cars)}
        format={formatDuration}
        {...axis}
      />
      <LineChart
        title="Time per token"
        unit="after the first; p50, faint: p95"
        series={latency(windows, load.cars, 'itl')}
        format={formatDuration}
        limit={slo(load.plan.slos.itl_ms)}
        {...axis}
        empty="No answer of more than one counted token."
      />
    </section>
  )
}

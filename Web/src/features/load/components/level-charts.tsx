import { LineChart } from '@/components/measures/line-chart'
import { formatDuration, formatRate } from '@/lib/format'
import type { Load, StageResult } from '../api/types'
import { hasSlos, isOpen } from '../lib/findings'
import { overLevels } from '../lib/series'

interface Props {
  load: Load
  stages: StageResult[]
}

/** The curves of a sweep: what more load brings, and what it costs in time. */
export function LevelCharts({ load, stages }: Props) {
  if (load.plan.shape !== 'sweep' || stages.length === 0) return null
  const open = isOpen(load.plan)
  const good = hasSlos(load.plan)
  const axis = {
    formatX: (level: number) => formatRate(level).replace(/\.0$/, ''),
    xTitle: open ? 'requests offered per second' : 'requests in flight',
    xTicks: [...new Set(stages.map((stage) => stage.level_to))],
    maxX: Math.max(...load.plan.levels),
    empty: 'No level brought an answer.',
  }
  return (
    <section
      aria-label="Over the levels"
      className="grid gap-x-6 gap-y-4 rounded-lg border bg-surface p-4 lg:grid-cols-2"
    >
      <LineChart
        title={good ? 'Goodput' : 'Answers'}
        unit={good ? 'good answers per second; dashed: all' : 'per second'}
        series={[
          ...(good ? overLevels(stages, load.cars, 'all', (stage) => stage.requests_per_s, 'dashed') : []),
          ...overLevels(
            stages,
            load.cars,
            good ? 'good' : '',
            (stage) => stage.good_per_s ?? stage.requests_per_s,
          ),
        ]}
        format={formatRate}
        {...axis}
      />
      <LineChart
        title="Response"
        unit="from due to last token, waiting included; p50, faint: p95"
        series={[
          ...overLevels(stages, load.cars, 'p95', (stage) => stage.response_ms?.p95, 'faint'),
          ...overLevels(stages, load.cars, 'p50', (stage) => stage.response_ms?.p50),
        ]}
        format={formatDuration}
        limit={
          load.plan.slos.response_ms === null
            ? null
            : {
                y: load.plan.slos.response_ms,
                label: `Good up to ${formatDuration(load.plan.slos.response_ms)}`,
              }
        }
        {...axis}
      />
    </section>
  )
}

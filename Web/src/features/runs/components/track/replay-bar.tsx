import { Pause, Play, Radio } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { cx } from '@/lib/class-names'
import { formatDuration } from '@/lib/format'
import { speeds, type RaceStore } from '../../lib/race-store'
import type { Marker } from '../../lib/tape'
import { useRaceView } from '../../lib/use-race'
import { markersOnBar } from '../../lib/markers'

interface Props {
  race: RaceStore
  carNames: Map<number, string>
}

const looks: Record<Marker['kind'], { className: string; label: string }> = {
  retry: { className: 'bg-line-strong', label: 'Retry' },
  failed: { className: 'bg-bad', label: 'Failed item' },
  tool: { className: 'bg-signal', label: 'Pit stop' },
  flag: { className: 'bg-ink', label: 'Flag' },
}

/** Any moment of the race again, at one, four or sixteen times its speed, also while it still runs. */
export function ReplayBar({ race, carNames }: Props) {
  const view = useRaceView(race)
  const { positionMs, durationMs, live, playing } = view
  if (durationMs <= 0) return null
  const racing = race.model.phase !== 'over' || !view.complete
  const start = race.tape.firstAtMs ?? 0
  const step = Math.max(1, Math.round(durationMs / 500))
  const end = Math.ceil(durationMs / step) * step
  return (
    <section
      aria-label="Replay"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-surface px-3 py-2"
    >
      <Button
        size="icon"
        aria-label={playing ? 'Pause the replay' : 'Replay the race'}
        title={playing ? 'Pause the replay' : 'Replay'}
        onClick={() => (playing ? race.pause() : race.play())}
      >
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </Button>
      <Segments
        label="Replay speed"
        value={String(view.speed)}
        onChange={(value) => race.setSpeed(speeds.find((speed) => String(speed) === value) ?? 1)}
        options={speeds.map((speed) => ({ value: String(speed), label: `${speed}×` }))}
      />
      <span className="figure w-16 text-right text-small text-muted">{formatDuration(positionMs)}</span>
      <div className="relative flex h-8 min-w-40 grow items-center">
        <input
          type="range"
          aria-label="Moment of the race"
          aria-valuetext={`${formatDuration(positionMs)} of ${formatDuration(durationMs)}`}
          min={0}
          // Whole steps only: a value between two is rounded by the browser, and reported as a change.
          max={end}
          step={step}
          value={positionMs >= durationMs ? end : Math.floor(positionMs / step) * step}
          onChange={(event) => race.seek(Number(event.target.value))}
          className="w-full accent-[var(--signal)]"
        />
        {markersOnBar(race.tape.markers, start, durationMs).map((marker) => (
          <span
            key={`${marker.kind}-${marker.at}`}
            title={`${looks[marker.kind].label}${marker.carId === null ? '' : `: ${carNames.get(marker.carId) ?? ''}`}`}
            className={cx('absolute bottom-0 h-2 w-[2px]', looks[marker.kind].className)}
            style={{ left: `calc(8px + (100% - 16px) * ${marker.at})` }}
          />
        ))}
      </div>
      <span className="figure w-16 text-small text-faint">{formatDuration(durationMs)}</span>
      {racing && (
        <Button look={live ? 'primary' : 'secondary'} aria-pressed={live} onClick={() => race.goLive()}>
          <Radio aria-hidden /> Live
        </Button>
      )}
      {(view.full || view.wordlessFromMs !== null) && (
        <p className="w-full text-small text-faint">
          The replay is incomplete:{' '}
          {view.wordlessFromMs !== null &&
            `what is said is kept up to ${formatDuration(view.wordlessFromMs)}`}
          {view.full && view.wordlessFromMs !== null && ', and '}
          {view.full && `nothing is kept after ${formatDuration(durationMs)}`}. The race itself and its
          results are whole.
        </p>
      )}
    </section>
  )
}

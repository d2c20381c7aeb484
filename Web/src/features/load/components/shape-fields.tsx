import { Field, Input } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Segments } from '@/components/ui/segments'
import { levelsTrouble, type Arrivals, type Draft, type Shape } from '../lib/draft'
import { LoadPicture } from './load-picture'

interface Props {
  draft: Draft
  onDraft: (change: Partial<Draft>) => void
}

const arrivals: Record<Arrivals, string> = {
  closed: 'So many requests in flight: each answer brings the next request.',
  constant: 'Requests come at even distances, whether or not the ones before are answered.',
  poisson: 'Requests come at random, as people do, whether or not the ones before are answered.',
}

const shapes: Record<Shape, string> = {
  steady: 'One level throughout.',
  ramp: 'From one level to another, without a step.',
  sweep: 'Level by level, until it is too much.',
}

/** How requests come, and how many. */
export function ShapeFields({ draft, onDraft }: Props) {
  const levelLabel = draft.arrivals === 'closed' ? 'Requests in flight' : 'Requests per second'
  return (
    <section aria-label="Load" className="flex flex-col gap-4 rounded-lg border bg-surface p-4">
      <div className="grid gap-4 md:grid-cols-2">
        <div className="flex flex-col gap-1">
          <Segments
            label="Arrivals"
            value={draft.arrivals}
            onChange={(next) => onDraft({ arrivals: next })}
            className="flex [&>*]:grow"
            options={[
              { value: 'closed', label: 'Closed loop' },
              { value: 'constant', label: 'Constant' },
              { value: 'poisson', label: 'Poisson' },
            ]}
          />
          <p className="text-small text-faint">{arrivals[draft.arrivals]}</p>
        </div>
        <div className="flex flex-col gap-1">
          <Segments
            label="Shape"
            value={draft.shape}
            onChange={(next) => onDraft({ shape: next })}
            className="flex [&>*]:grow"
            options={[
              { value: 'steady', label: 'Steady' },
              { value: 'ramp', label: 'Ramp' },
              { value: 'sweep', label: 'Sweep' },
            ]}
          />
          <p className="text-small text-faint">{shapes[draft.shape]}</p>
        </div>
      </div>
      <LoadPicture draft={draft} />
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label={levelLabel}
          error={levelsTrouble(draft)}
          hint={
            draft.shape === 'steady'
              ? 'One number'
              : draft.shape === 'ramp'
                ? 'From, to'
                : 'Rising, separated by commas'
          }
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={draft.levels[draft.shape]}
              onChange={(event) =>
                onDraft({ levels: { ...draft.levels, [draft.shape]: event.target.value } })
              }
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <NumberField
            label={draft.shape === 'sweep' ? 'Seconds per level' : 'Seconds'}
            required
            value={draft.seconds}
            min={0.5}
            max={7_200}
            step={0.5}
            onChange={(seconds) => onDraft({ seconds })}
          />
          {draft.shape === 'ramp' ? (
            <div className="flex flex-col gap-1">
              <span className="font-medium">Growth</span>
              <Segments
                label="Growth"
                value={draft.growth}
                onChange={(growth) => onDraft({ growth })}
                className="flex [&>*]:grow"
                options={[
                  { value: 'linear', label: 'Even' },
                  { value: 'exponential', label: 'Doubling' },
                ]}
              />
            </div>
          ) : (
            <NumberField
              label="Warm-ups"
              hint="Kept apart"
              required
              whole
              value={draft.warmups}
              min={0}
              max={100}
              onChange={(warmups) => onDraft({ warmups })}
            />
          )}
        </div>
      </div>
    </section>
  )
}

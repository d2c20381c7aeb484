import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field, Input, Textarea } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Failure } from '@/components/ui/states'
import { ApiError } from '@/lib/http'
import { createCar, modelsQuery, updateCar } from '../api/queries'
import type { Car, Connection } from '../api/types'
import {
  carBody,
  carErrors,
  draftOf,
  emptyCar,
  rareFields,
  type CarDraft,
  type NumberOfCar,
  type RareField,
} from '../lib/car-draft'
import { freeName } from '../lib/presets'

interface Props {
  connections: Connection[]
  connectionId: number | null
  model?: string
  car?: Car
  names: string[]
  onClose: () => void
}

const formId = 'car-form'
const serverFields: Record<string, keyof CarDraft> = {
  name: 'name',
  connection_id: 'connectionId',
  model_name: 'model',
  temperature: 'temperature',
  top_p: 'topP',
  top_k: 'topK',
  max_tokens: 'maxTokens',
  seed: 'seed',
  stop_json: 'stop',
  reasoning_effort: 'reasoningEffort',
  min_p: 'minP',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
  repeat_penalty: 'repeatPenalty',
  num_ctx: 'contextTokens',
}

const rare: Record<RareField, { label: string; hint: string; step: number }> = {
  minP: { label: 'Min-p', hint: '0 to 1', step: 0.01 },
  repeatPenalty: { label: 'Repeat penalty', hint: '0 to 10; 1 is none', step: 0.05 },
  contextTokens: { label: 'Context tokens', hint: 'Ollama’s num_ctx', step: 1 },
  frequencyPenalty: { label: 'Frequency penalty', hint: '-2 to 2', step: 0.1 },
  presencePenalty: { label: 'Presence penalty', hint: '-2 to 2', step: 0.1 },
}

const refusedField = (error: unknown) =>
  error instanceof ApiError && error.field ? serverFields[error.field] : undefined
const isRare = (field: string | undefined) => rareFields.some((each) => each === field)

/** "Qwen3-8B" of "models/Qwen/Qwen3-8B": what a person would call it. */
const shortName = (model: string) => model.split('/').at(-1) ?? model

export function CarForm({ connections, connectionId, model, car, names, onClose }: Props) {
  const client = useQueryClient()
  const listId = useId()
  const [draft, setDraft] = useState<CarDraft>(() => {
    if (car) return draftOf(car)
    const empty = emptyCar(connectionId ?? connections[0]?.id ?? null)
    return model ? { ...empty, model, name: freeName(shortName(model), names) } : empty
  })
  const [named, setNamed] = useState(car !== undefined)
  const [tried, setTried] = useState(false)
  const [unfolded, setUnfolded] = useState(() => rareFields.some((field) => draft[field] !== ''))
  const models = useQuery(modelsQuery(draft.connectionId))
  const errors = carErrors(draft)
  const save = useMutation({
    mutationFn: () => (car ? updateCar(car.id, carBody(draft)) : createCar(carBody(draft))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['cars'] })
      onClose()
    },
    onError: (error) => {
      if (isRare(refusedField(error))) setUnfolded(true)
    },
  })
  const refused = refusedField(save.error)
  const errorOf = (field: keyof CarDraft) =>
    (tried ? errors[field] : undefined) ?? (refused === field ? save.error!.message : null)
  const change = (next: Partial<CarDraft>) => setDraft((before) => ({ ...before, ...next }))

  function pickModel(next: string) {
    change({ model: next, ...(named ? {} : { name: next ? freeName(shortName(next), names) : '' }) })
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={car ? `Edit ${car.name}` : 'New car'}
        description="A model and how it is asked. What is left empty is not sent."
        className="max-w-lg"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button look="primary" type="submit" form={formId} disabled={save.isPending}>
              {car ? 'Save' : 'Add the car'}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            setTried(true)
            if (rareFields.some((field) => errors[field])) setUnfolded(true)
            if (Object.keys(errors).length === 0) save.mutate()
          }}
        >
          {save.error && refused === undefined && <Failure error={save.error} />}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Connection" error={errorOf('connectionId')}>
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={draft.connectionId ?? ''}
                  onChange={(event) =>
                    change({ connectionId: event.target.value ? Number(event.target.value) : null })
                  }
                >
                  {connections.map((connection) => (
                    <option key={connection.id} value={connection.id}>
                      {connection.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label="Model"
              error={errorOf('model')}
              hint={
                models.isError
                  ? 'Its list cannot be read now: type the id.'
                  : models.data
                    ? `${models.data.length} found, or type an id.`
                    : 'Looking for its models …'
              }
            >
              {(control) => (
                <>
                  <Input
                    {...control}
                    list={listId}
                    value={draft.model}
                    onChange={(event) => pickModel(event.target.value)}
                  />
                  <datalist id={listId}>
                    {models.data?.slice(0, 500).map((id) => (
                      <option key={id} value={id} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
          </div>
          <Field label="Name" error={errorOf('name')}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={draft.name}
                onChange={(event) => {
                  setNamed(true)
                  change({ name: event.target.value })
                }}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
            <Amount
              label="Temperature"
              hint="0 to 2"
              field="temperature"
              step={0.1}
              {...{ draft, change, errorOf }}
            />
            <Amount label="Top-p" hint="0 to 1" field="topP" step={0.05} {...{ draft, change, errorOf }} />
            <Amount label="Top-k" field="topK" step={1} {...{ draft, change, errorOf }} />
            <Amount label="Max tokens" field="maxTokens" step={1} {...{ draft, change, errorOf }} />
            <Amount label="Seed" field="seed" step={1} {...{ draft, change, errorOf }} />
            <Field label="Reasoning" error={errorOf('reasoningEffort')}>
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={draft.reasoningEffort}
                  onChange={(event) => change({ reasoningEffort: event.target.value })}
                >
                  <option value="">Model’s default</option>
                  <option value="none">None</option>
                  <option value="minimal">Minimal</option>
                  <option value="low">Low</option>
                  <option value="medium">Medium</option>
                  <option value="high">High</option>
                  <option value="xhigh">Extra high</option>
                </Select>
              )}
            </Field>
          </div>
          <Field label="Stop sequences" hint="One per line." error={errorOf('stop')}>
            {(control) => (
              <Textarea
                {...control}
                className="figure min-h-16!"
                rows={2}
                value={draft.stop}
                onChange={(event) => change({ stop: event.target.value })}
              />
            )}
          </Field>
          <details open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
            <summary className="text-muted select-none">More sampling</summary>
            <div className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-3">
              {(Object.keys(rare) as RareField[]).map((field) => (
                <Amount key={field} field={field} {...rare[field]} {...{ draft, change, errorOf }} />
              ))}
            </div>
          </details>
        </form>
      </DialogContent>
    </Dialog>
  )
}

interface AmountProps {
  label: string
  hint?: string
  field: NumberOfCar
  step: number
  draft: CarDraft
  change: (next: Partial<CarDraft>) => void
  errorOf: (field: keyof CarDraft) => string | null
}

function Amount({ label, hint, field, step, draft, change, errorOf }: AmountProps) {
  return (
    <Field label={label} hint={hint} error={errorOf(field)}>
      {(control) => (
        <Input
          {...control}
          type="number"
          step={step}
          placeholder="default"
          value={draft[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
}

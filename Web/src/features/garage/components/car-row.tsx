import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ModelDot } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { toast } from '@/components/ui/toasts'
import { carsQuery, createCar, deleteCar } from '../api/queries'
import type { Car } from '../api/types'
import { carBody, draftOf, samplingText } from '../lib/car-draft'
import { freeName } from '../lib/presets'

export function CarRow({ car, onEdit }: { car: Car; onEdit: () => void }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const settle = {
    onError: (error: Error) => toast(error.message, { tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['cars'] }),
  }
  const remove = useMutation({ mutationFn: () => deleteCar(car.id), ...settle })
  const copy = useMutation({
    mutationFn: () => {
      const taken = client.getQueryData(carsQuery.queryKey)?.map(({ name }) => name) ?? []
      return createCar({ ...carBody(draftOf(car)), name: freeName(car.name, taken) })
    },
    ...settle,
  })
  const sampling = samplingText(car)
  return (
    <li className="flex items-center gap-2 border-b px-4 py-1.5 last:border-0">
      <ModelDot modelId={car.model_name} />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{car.name}</span>
        <span className="figure block truncate text-small text-faint" title={car.model_name}>
          {car.model_name}
          {sampling && ` · ${sampling}`}
        </span>
      </span>
      <Button
        look="ghost"
        size="icon-small"
        aria-label={`Copy ${car.name}`}
        title="Copy"
        disabled={copy.isPending}
        onClick={() => copy.mutate()}
      >
        <Copy aria-hidden />
      </Button>
      <Button look="ghost" size="icon-small" aria-label={`Edit ${car.name}`} title="Edit" onClick={onEdit}>
        <Pencil aria-hidden />
      </Button>
      <Button
        look="ghost"
        size="icon-small"
        aria-label={`Delete ${car.name}`}
        title="Delete"
        disabled={remove.isPending}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden />
      </Button>
      {asking && (
        <Confirm
          title={`Delete ${car.name}?`}
          action="Delete for good"
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          Runs keep the car as it was when they started.
        </Confirm>
      )}
    </li>
  )
}

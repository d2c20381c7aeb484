import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { toast } from '@/components/ui/toasts'
import { formatAgo, formatCount, formatDuration } from '@/lib/format'
import { checkQuery, deleteConnection } from '../api/queries'
import type { Car, Check, Connection } from '../api/types'
import { useConnectionTypes } from '../lib/presets'
import { CarList } from './car-list'
import { ConnectionCheck, StateLight } from './connection-check'

interface Props {
  connection: Connection
  cars: Car[]
  onEdit: () => void
  onAddCar: (model?: string) => void
  onEditCar: (car: Car) => void
}

export function ConnectionCard({ connection, cars, onEdit, onAddCar, onEditCar }: Props) {
  const client = useQueryClient()
  const check = useQuery(checkQuery(connection.id))
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => deleteConnection(connection.id),
    onSuccess: () => toast(`${connection.name} and its cars are gone.`),
    onError: (error) => toast(error.message, { tone: 'bad' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['connections'] })
      void client.invalidateQueries({ queryKey: ['cars'] })
    },
  })
  const type = useConnectionTypes().typeOf(connection.type)
  const demo = connection.is_demo || connection.type === 'DEMO'

  return (
    <li aria-label={connection.name} className="flex min-w-0 flex-col rounded-lg border bg-surface">
      <header className="flex items-start gap-3 px-4 pt-3 pb-2">
        <StateLight check={check.data} checking={check.isFetching} failed={check.isError} />
        <div className="min-w-0 grow">
          <h2 className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="max-w-full truncate font-semibold">{connection.name}</span>
            {demo ? (
              <Badge title="Scripted models: they measure nothing">demo</Badge>
            ) : (
              <Badge>{type.label}</Badge>
            )}
          </h2>
          <p className="figure truncate text-small text-faint" title={demo ? undefined : connection.base_url}>
            {demo ? 'inside Podium' : connection.base_url}
          </p>
        </div>
        <Button size="small" disabled={check.isFetching} onClick={() => void check.refetch()}>
          <RefreshCw aria-hidden /> Test
        </Button>
        <Button look="ghost" size="icon-small" aria-label={`Edit ${connection.name}`} onClick={onEdit}>
          <Pencil aria-hidden />
        </Button>
        <Button
          look="ghost"
          size="icon-small"
          aria-label={`Delete ${connection.name}`}
          disabled={remove.isPending}
          onClick={() => setAsking(true)}
        >
          <Trash2 aria-hidden />
        </Button>
      </header>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2 pl-10 text-small text-muted">
        {!demo && <KeyState connection={connection} check={check.data} />}
        <CheckFacts check={check.data} />
      </p>
      <ConnectionCheck
        check={check.data}
        error={check.isError ? check.error : null}
        cars={cars}
        onAddCar={onAddCar}
      />
      <div className="mt-auto border-t">
        {cars.length === 0 && (
          <p className="px-4 pt-3 text-muted">
            No car yet: a car is a model of this connection and how it is asked.
          </p>
        )}
        <CarList name={connection.name} cars={cars} onEditCar={onEditCar} />
        <div className="px-3 py-2">
          <Button look="ghost" size="small" onClick={() => onAddCar()}>
            <Plus aria-hidden /> Car
          </Button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={`Delete ${connection.name}?`}
          action="Delete for good"
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          {cars.length === 0
            ? 'Its stored key goes with it.'
            : `Its stored key and its ${cars.length === 1 ? 'car go' : `${cars.length} cars go`} with it.`}{' '}
          Runs keep what they measured.
        </Confirm>
      )}
    </li>
  )
}

function KeyState({ connection, check }: { connection: Connection; check: Check | undefined }) {
  if (check && !check.auth_present && (connection.has_stored_api_key || connection.api_key_env_var)) {
    return (
      <span className="inline-flex items-center gap-1 text-bad">
        <KeyRound aria-hidden className="size-3.5" />
        {connection.has_stored_api_key ? 'stored key unreadable' : `${connection.api_key_env_var} is not set`}
      </span>
    )
  }
  if (connection.has_stored_api_key) {
    return (
      <span className="inline-flex items-center gap-1">
        <KeyRound aria-hidden className="size-3.5" /> key stored, encrypted
      </span>
    )
  }
  if (connection.api_key_env_var) return <span>key from {connection.api_key_env_var}</span>
  return <span className="text-faint">no key</span>
}

function CheckFacts({ check }: { check: Check | undefined }) {
  if (!check) return <span className="text-faint">not tested yet</span>
  return (
    <>
      {check.latency_ms !== null && <span className="figure">{formatDuration(check.latency_ms)}</span>}
      {check.discovery_ok && <span>{formatCount(check.models.length)} models</span>}
      <span className="text-faint">{formatAgo(new Date(check.checkedAt).toISOString())}</span>
    </>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, RefreshCw, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Mark } from '@/components/mark'
import { Button } from '@/components/ui/button'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { claimColours } from '@/lib/model-colour'
import { carsQuery, checkQuery, connectionsQuery, typesQuery } from '../api/queries'
import type { Car, Connection, ConnectionType } from '../api/types'
import { CarForm } from './car-form'
import { ConnectionCard } from './connection-card'
import { ConnectionForm, type ConnectionStart } from './connection-form'
import { LimitsDialog } from './limits-dialog'

type Open =
  | { kind: 'connection'; start: ConnectionStart }
  | { kind: 'edit-connection'; connection: Connection }
  | { kind: 'car'; connectionId: number | null; model?: string }
  | { kind: 'edit-car'; car: Car }
  | { kind: 'limits' }

export function Garage() {
  const client = useQueryClient()
  const connections = useQuery(connectionsQuery)
  const cars = useQuery(carsQuery)
  const types = useQuery(typesQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const [testing, setTesting] = useState(false)
  const close = () => setOpen(null)
  const list = connections.data ?? []
  const allCars = cars.data ?? []
  const failed = connections.error ?? cars.error ?? types.error
  claimColours(allCars.map((car) => car.model_name))

  async function testAll() {
    setTesting(true)
    await Promise.allSettled(list.map((connection) => client.fetchQuery(checkQuery(connection.id))))
    setTesting(false)
  }

  return (
    <div className="mx-auto flex max-w-[1440px] flex-col gap-4 p-4 pb-16">
      <div className="flex flex-wrap items-center gap-2">
        <div className="mr-auto">
          <h1 className="text-title font-semibold">Garage</h1>
          <p className="text-muted">Where your models are, and the cars that race.</p>
        </div>
        <Button look="ghost" onClick={() => setOpen({ kind: 'limits' })}>
          <SlidersHorizontal aria-hidden /> Limits
        </Button>
        <Button onClick={() => void testAll()} disabled={testing || list.length === 0}>
          <RefreshCw aria-hidden /> {testing ? 'Testing …' : 'Test all'}
        </Button>
        <Button
          look="primary"
          disabled={!types.data}
          onClick={() => setOpen({ kind: 'connection', start: {} })}
        >
          <Plus aria-hidden /> Connection
        </Button>
      </div>
      <Presets types={types.data ?? []} onPick={(start) => setOpen({ kind: 'connection', start })} />
      {failed && (
        <Failure
          error={failed}
          onRetry={() => {
            void connections.refetch()
            void cars.refetch()
            void types.refetch()
          }}
        />
      )}
      {!connections.data || !cars.data || !types.data ? (
        !failed && (
          <Loading label="Loading the garage">
            <div className="grid gap-3 lg:grid-cols-2">
              {[0, 1, 2, 3].map((index) => (
                <Skeleton key={index} className="h-48" />
              ))}
            </div>
          </Loading>
        )
      ) : list.length === 0 ? (
        <Empty picture={<Mark size={56} />} title="No connection yet">
          Add a model server above: one on this machine needs only its address, a hosted one needs a key.
        </Empty>
      ) : (
        <ul aria-label="Connections" className="grid items-start gap-3 lg:grid-cols-2">
          {list.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              cars={allCars.filter((car) => car.connection_id === connection.id)}
              onEdit={() => setOpen({ kind: 'edit-connection', connection })}
              onAddCar={(model) => setOpen({ kind: 'car', connectionId: connection.id, model })}
              onEditCar={(car) => setOpen({ kind: 'edit-car', car })}
            />
          ))}
        </ul>
      )}
      {open?.kind === 'connection' && (
        <ConnectionForm start={open.start} names={list.map(({ name }) => name)} onClose={close} />
      )}
      {open?.kind === 'edit-connection' && (
        <ConnectionForm connection={open.connection} names={[]} onClose={close} />
      )}
      {open?.kind === 'car' && (
        <CarForm
          connections={list}
          connectionId={open.connectionId}
          model={open.model}
          names={allCars.map(({ name }) => name)}
          onClose={close}
        />
      )}
      {open?.kind === 'edit-car' && (
        <CarForm connections={list} connectionId={null} car={open.car} names={[]} onClose={close} />
      )}
      {open?.kind === 'limits' && <LimitsDialog onClose={close} />}
    </div>
  )
}

function Presets({ types, onPick }: { types: ConnectionType[]; onPick: (start: ConnectionStart) => void }) {
  return (
    <div className="flex min-h-8 items-center gap-1.5 max-md:overflow-x-auto max-md:pb-1 md:flex-wrap">
      <span className="shrink-0 text-small text-faint">One click:</span>
      {types.flatMap(({ type, servers }) =>
        servers.map(({ name, base_url: baseUrl }) => (
          <Button key={name} size="small" onClick={() => onPick({ type, name, baseUrl })}>
            <Plus aria-hidden /> {name}
          </Button>
        )),
      )}
    </div>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { NumberInput } from '@/components/ui/number-field'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { toast } from '@/components/ui/toasts'
import { limitsQuery, saveLimits } from '../api/queries'
import type { Limits } from '../api/types'
import { useConnectionTypes } from '../lib/presets'

interface Column {
  field: Exclude<keyof Limits, 'provider_type'>
  label: string
  min: number
  max: number
  step: number
}

const columns: Column[] = [
  { field: 'max_in_flight', label: 'In flight', min: 1, max: 1_024, step: 1 },
  { field: 'timeout_ms', label: 'Timeout, ms', min: 100, max: 3_600_000, step: 1000 },
  { field: 'retry_count', label: 'Retries', min: 0, max: 10, step: 1 },
  { field: 'retry_backoff_ms', label: 'First wait, ms', min: 0, max: 600_000, step: 100 },
]

/** Four numbers per kind of connection; they hold from the next request on. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useQuery(limitsQuery)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {data ? (
        <LimitsForm limits={data} onClose={onClose} />
      ) : (
        <DialogContent title="Limits">
          {error ? (
            <Failure error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading label="Loading the limits">
              <Skeleton className="h-64" />
            </Loading>
          )}
        </DialogContent>
      )}
    </Dialog>
  )
}

function LimitsForm({ limits, onClose }: { limits: Limits[]; onClose: () => void }) {
  const client = useQueryClient()
  const { typeOf } = useConnectionTypes()
  const [rows, setRows] = useState(limits)
  const save = useMutation({
    mutationFn: () => saveLimits(rows),
    onSuccess: (saved) => {
      client.setQueryData(limitsQuery.queryKey, saved)
      toast('Limits saved. They hold from the next request on.')
      onClose()
    },
  })
  const change = (type: string, field: keyof Limits, value: number) =>
    setRows(rows.map((row) => (row.provider_type === type ? { ...row, [field]: value } : row)))
  return (
    <DialogContent
      title="Limits"
      description="Per kind of connection. The timeout is for one attempt as a whole; waits between retries double."
      className="max-w-3xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button look="primary" disabled={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      {save.error && <Failure error={save.error} className="mb-3" />}
      <div className="relative overflow-x-auto">
        <table className="w-full min-w-[560px]">
          <thead>
            <tr className="text-left">
              <th scope="col" className="h-8 pr-3 text-small font-normal text-faint">
                Kind
              </th>
              {columns.map((column) => (
                <th key={column.field} scope="col" className="h-8 px-1 text-small font-normal text-faint">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const label = typeOf(row.provider_type).label
              return (
                <tr key={row.provider_type}>
                  <th scope="row" className="h-10 pr-3 text-left font-medium">
                    {label}
                  </th>
                  {columns.map(({ field, label: name, ...bounds }) => (
                    <td key={field} className="px-1">
                      <NumberInput
                        {...bounds}
                        required
                        whole
                        aria-label={`${label}: ${name}`}
                        className="figure text-right"
                        value={row[field]}
                        onChange={(value) => change(row.provider_type, field, value)}
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </DialogContent>
  )
}

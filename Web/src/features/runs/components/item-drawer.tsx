import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { Sheet } from '@/components/ui/sheet'
import { itemPagesQuery, itemQuery } from '../api/queries'
import type { itemPageSchema } from '../api/items'
import type { Run } from '../api/types'
import type { z } from 'zod'
import { carsOf, colourKeys } from '../lib/cars'
import { verdictLabels } from '../lib/status'
import { rowVerdict } from '../lib/matrix'
import { CarName } from './car-name'
import { ItemBody } from './item-body'
import { VerdictGlyph } from './verdict-glyph'

interface Props {
  run: Run
  itemId: number
  onItem: (itemId: number) => void
  onClose: () => void
}

export function ItemDrawer({ run, itemId, onItem, onClose }: Props) {
  const { data, error, refetch } = useQuery(itemQuery(run.id, itemId))
  const client = useQueryClient()
  const car = data && carsOf(run).find((other) => other.id === data.item.car_id)
  const { before, after } = neighbours(client.getQueryData(itemPagesQuery(run.id, false).queryKey), itemId)
  const name = data?.test?.name ?? `Item ${itemId}`
  return (
    <Sheet
      title={name}
      onClose={onClose}
      description={
        data && (
          <span className="flex flex-wrap items-center gap-2">
            {car && (
              <CarName name={car.name} model={car.model} colourKey={colourKeys(carsOf(run)).get(car.id)!} />
            )}
            <span className="inline-flex items-center gap-1">
              <VerdictGlyph verdict={rowVerdict({ status: data.item.status, metric: data.metric })} />
              {verdictLabels[rowVerdict({ status: data.item.status, metric: data.metric })]}
            </span>
            {data.item.repetition > 1 && <Badge>repetition {data.item.repetition}</Badge>}
            {data.item.attempt_count > 1 && <Badge tone="signal">{data.item.attempt_count} attempts</Badge>}
          </span>
        )
      }
      actions={
        <>
          <Button
            look="ghost"
            size="icon"
            aria-label="Previous item"
            disabled={before === null}
            onClick={() => before !== null && onItem(before)}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            look="ghost"
            size="icon"
            aria-label="Next item"
            disabled={after === null}
            onClick={() => after !== null && onItem(after)}
          >
            <ChevronDown aria-hidden />
          </Button>
        </>
      }
    >
      {data ? (
        <ItemBody detail={data} colourKey={car ? colourKeys(carsOf(run)).get(car.id)! : 'item'} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} className="m-4" />
      ) : (
        <Loading label="Loading the item">
          <div className="flex flex-col gap-4 p-4">
            <Skeleton className="h-24" />
            <Skeleton className="h-48" />
          </div>
        </Loading>
      )}
    </Sheet>
  )
}

type Pages = InfiniteData<z.infer<typeof itemPageSchema>, number | null>

/** Items of the same car before and after this one, as far as they have been read. */
function neighbours(pages: Pages | undefined, itemId: number) {
  const all = pages?.pages.flatMap((page) => page.items) ?? []
  const carId = all.find((item) => item.id === itemId)?.car_id
  const same = all.filter((item) => item.car_id === carId && !item.is_warmup)
  const at = same.findIndex((item) => item.id === itemId)
  return { before: same[at - 1]?.id ?? null, after: at < 0 ? null : (same[at + 1]?.id ?? null) }
}

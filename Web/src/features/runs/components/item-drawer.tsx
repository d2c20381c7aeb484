import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { Sheet } from '@/components/ui/sheet'
import type { Row } from '../api/items'
import { itemPagesQuery, itemQuery } from '../api/queries'
import type { Run } from '../api/types'
import { carsOf, colourKeys } from '../lib/cars'
import { verdictLabels, verdictOf } from '../lib/status'
import { CarName } from './car-name'
import { ItemBody } from './item-body'
import { NotRefreshed } from './not-refreshed'
import { Repetitions } from './repetitions'
import { VerdictGlyph } from './verdict-glyph'

interface Props {
  run: Run
  itemId: number
  onItem: (itemId: number) => void
  onClose: () => void
}

export function ItemDrawer({ run, itemId, onItem, onClose }: Props) {
  const { data, error, refetch } = useQuery(itemQuery(run.id, itemId))
  // As far as the matrix has read them; the drawer itself asks for none.
  const rows = useInfiniteQuery({ ...itemPagesQuery(run.id), enabled: false }).data?.pages.flatMap(
    (page) => page.items,
  )
  const car = data && carsOf(run).find((other) => other.id === data.item.car_id)
  const { before, after } = neighbours(rows ?? [], itemId)
  const verdict =
    data &&
    verdictOf({
      status: data.item.status,
      checksPassed: data.metric?.checks_passed ?? null,
      checksTotal: data.metric?.checks_total ?? null,
      passed: data.metric?.passed ?? null,
    })
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
              <VerdictGlyph verdict={verdict!} /> {verdictLabels[verdict!]}
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
        <>
          {error && (
            <div className="px-4 pt-4">
              <NotRefreshed error={error} onRetry={() => void refetch()} />
            </div>
          )}
          <Repetitions item={data.item} rows={rows ?? []} onItem={onItem} />
          <ItemBody
            runId={run.id}
            detail={data}
            colourKey={car ? colourKeys(carsOf(run)).get(car.id)! : 'item'}
          />
        </>
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

/** Items of the same car before and after this one, as far as they have been read. */
function neighbours(rows: Row[], itemId: number) {
  const carId = rows.find((item) => item.id === itemId)?.car_id
  const same = rows.filter((item) => item.car_id === carId && !item.is_warmup)
  const at = same.findIndex((item) => item.id === itemId)
  return { before: same[at - 1]?.id ?? null, after: at < 0 ? null : (same[at + 1]?.id ?? null) }
}

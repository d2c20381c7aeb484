import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ItemPage } from '../api/items'
import { itemPagesQuery, readItemPage } from '../api/queries'
import type { Run } from '../api/types'
import { isOpen, isOver } from './status'

type Pages = InfiniteData<ItemPage, number | null>

const pauseMs = 4_000
/** Items end about where the run is; what is far ahead of it waits, and need not be asked for again and again. */
const pagesPerRound = 3

/**
 * The rows of a run's items, read on to `most` of them by itself. While the run goes on, only pages with items that had yet to end are read again: when
 * the run says that some ended, and at most every few seconds.
 */
export function useItemPages(run: Run, most: number) {
  const client = useQueryClient()
  const pages = useInfiniteQuery(itemPagesQuery(run.id))
  const { data, error, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = pages
  const read = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0
  const goesOn = hasNextPage && read < most
  // After an error it waits for a person: another request would fail as well, and the next one after it.
  useEffect(() => {
    if (goesOn && !isFetching && !error) void fetchNextPage()
  }, [goesOn, isFetching, error, fetchNextPage])

  const over = isOver(run.status)
  const wasOver = useRef(over)
  useEffect(() => {
    if (wasOver.current && !over) void refetch()
    wasOver.current = over
  }, [over, refetch])

  const nextAt = useRef(0)
  const [lost, setLost] = useState<unknown>(null)
  const resting = data !== undefined && !isFetching && !(goesOn && !error)
  useEffect(() => {
    if (!resting) {
      nextAt.current = Date.now() + pauseMs
      return
    }
    const timer = setTimeout(
      () => {
        nextAt.current = Date.now() + pauseMs
        readOpenPages(client, run.id, over ? Infinity : pagesPerRound).then(() => setLost(null), setLost)
      },
      Math.max(0, nextAt.current - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [client, run.id, run.items_done, over, resting])

  const readAgain = () => {
    setLost(null)
    return isFetchNextPageError ? fetchNextPage() : refetch()
  }
  return {
    data,
    error: error ?? lost,
    goesOn: goesOn && !error,
    hasNextPage,
    isFetching,
    fetchNextPage,
    readAgain,
  }
}

/** Pages with an item under way first, then those with one that waits, in the order of the run. */
export function openPages(pages: readonly ItemPage[]): number[] {
  const has = (status: (status: string) => boolean) =>
    pages.flatMap((page, index) => (page.items.some((item) => status(item.status)) ? [index] : []))
  return [...new Set([...has((status) => status === 'RUNNING'), ...has(isOpen)])]
}

async function readOpenPages(client: QueryClient, runId: number, most: number): Promise<void> {
  const { queryKey } = itemPagesQuery(runId)
  const before = client.getQueryData<Pages>(queryKey)
  if (!before) return
  for (const index of openPages(before.pages).slice(0, most)) {
    const cursor = before.pageParams[index] ?? null
    const page = await readItemPage(runId, cursor)
    client.setQueryData<Pages>(queryKey, (now) => now && withPage(now, index, cursor, page))
  }
}

const withPage = (now: Pages, index: number, cursor: number | null, page: ItemPage): Pages =>
  (now.pageParams[index] ?? null) === cursor
    ? { ...now, pages: now.pages.map((old, i) => (i === index ? page : old)) }
    : now

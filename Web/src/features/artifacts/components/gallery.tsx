import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Columns3, Download, X } from 'lucide-react'
import { useCallback } from 'react'
import { Mark } from '@/components/mark'
import { SavedViews } from '@/components/saved-views'
import { Button } from '@/components/ui/button'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { exportUrl, facetsQuery, galleryQuery } from '../api/queries'
import {
  gallerySearchSchema,
  hasFilters,
  pickedIds,
  togglePick,
  viewOf,
  type GallerySearch,
} from '../lib/gallery-search'
import { GalleryFilters } from './gallery-filters'
import { Wall } from './wall'

interface Props {
  search: GallerySearch
  taskTitle: (id: string | null) => string
  onSearch: (search: GallerySearch) => void
}

export function Gallery({ search, taskTitle, onSearch }: Props) {
  const facets = useQuery(facetsQuery)
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(galleryQuery(search))
  const artifacts = data?.pages.flatMap((page) => page.items) ?? []
  const picked = pickedIds(search)
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const pick = useCallback((id: string) => onSearch(togglePick(search, id)), [onSearch, search])

  return (
    <div className="flex h-full flex-col gap-4 p-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-title font-semibold">Gallery</h1>
        <p className="text-muted max-md:hidden">
          <Key>j</Key> <Key>k</Key> walk, <Key>Enter</Key> opens, <Key>x</Key> selects
        </p>
        <span className="ml-auto self-center">
          <SavedViews
            list="gallery"
            search={viewOf(search)}
            onOpen={(view) => onSearch(gallerySearchSchema.parse(view))}
          />
        </span>
      </div>
      <GalleryFilters
        search={search}
        facets={facets.data}
        taskTitle={taskTitle}
        onChange={(change) => onSearch({ ...search, ...change })}
        onClear={() => onSearch({ sort: search.sort, pick: search.pick })}
      />
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loading label="Loading the gallery">
          <div className="grid grid-cols-[repeat(auto-fill,minmax(272px,1fr))] gap-3">
            {Array.from({ length: 8 }, (_, index) => (
              <Skeleton key={index} className="h-[264px]" />
            ))}
          </div>
        </Loading>
      ) : artifacts.length === 0 ? (
        <NothingHere search={search} onClear={() => onSearch({})} />
      ) : (
        <Wall
          artifacts={artifacts}
          picked={picked}
          taskTitle={taskTitle}
          hasMore={hasNextPage}
          onMore={more}
          onPick={pick}
        />
      )}
      {picked.length > 0 && <PickBar ids={picked} onClear={() => onSearch({ ...search, pick: undefined })} />}
    </div>
  )
}

const Key = ({ children }: { children: string }) => (
  <kbd className="figure rounded-sm border bg-surface px-1 text-small">{children}</kbd>
)

function NothingHere({ search, onClear }: { search: GallerySearch; onClear: () => void }) {
  if (hasFilters(search)) {
    return (
      <Empty title="No page fits these filters" action={<Button onClick={onClear}>Clear the filters</Button>}>
        Loosen one, or search for something else.
      </Empty>
    )
  }
  return (
    <Empty
      picture={<Mark size={56} />}
      title="No pages yet"
      action={
        <Button asChild look="primary">
          <Link to="/">To the Studio</Link>
        </Button>
      }
    >
      Every page a model finishes is kept here, with what it cost and how long it took.
    </Empty>
  )
}

function PickBar({ ids, onClear }: { ids: string[]; onClear: () => void }) {
  return (
    <section
      aria-label="Selection"
      className="appear flex shrink-0 flex-wrap items-center gap-1.5 self-center rounded-lg border bg-surface p-2 pl-3 shadow-float"
    >
      <p role="status" className="mr-1 font-medium">
        {ids.length} selected
      </p>
      {ids.length >= 2 && (
        <Button asChild look="primary">
          <Link to="/compare" search={{ ids: ids.slice(0, 4).join(',') }}>
            <Columns3 aria-hidden /> Compare{ids.length > 4 ? ' first 4' : ''}
          </Link>
        </Button>
      )}
      <Button asChild>
        <a href={exportUrl(ids)} download>
          <Download aria-hidden /> Export
        </a>
      </Button>
      <Button look="ghost" size="icon" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </section>
  )
}

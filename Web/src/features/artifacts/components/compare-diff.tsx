import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { htmlQuery } from '../api/queries'
import type { Artifact } from '../api/types'
import type { DiffResult, DiffRow } from '../lib/diff'
import { runDiff } from '../lib/run-diff'

export function CompareDiff({ before, after }: { before: Artifact; after: Artifact }) {
  const left = useQuery(htmlQuery(before.id))
  const right = useQuery(htmlQuery(after.id))
  const diff = useQuery({
    queryKey: ['artifacts', 'diff', before.id, after.id],
    queryFn: ({ signal }) => runDiff(left.data!, right.data!, signal),
    enabled: left.data !== undefined && right.data !== undefined,
    staleTime: Infinity,
  })
  const error = left.error ?? right.error ?? diff.error
  if (error) return <Failure error={error} className="m-4" />
  if (diff.data === undefined) {
    return (
      <Loading label="Comparing the code">
        <Skeleton className="m-4 h-64" />
      </Loading>
    )
  }
  if (diff.data === null) {
    return (
      <Empty title="Too different for a diff">
        Hardly a line is the same. Read them side by side in the Code view.
      </Empty>
    )
  }
  if (diff.data.rows.length === 0) return <Empty title="The same code, line by line" />
  return <DiffTable diff={diff.data} before={before.label} after={after.label} />
}

const looks: Record<DiffRow['kind'], string> = {
  same: '',
  gap: 'bg-surface text-faint',
  removed: 'bg-bad/10',
  added: 'bg-good/10',
}
const signs: Record<DiffRow['kind'], string> = { same: ' ', gap: ' ', removed: '-', added: '+' }

function DiffTable({ diff, before, after }: { diff: DiffResult; before: string; after: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  // The virtualizer keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: diff.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    overscan: 20,
  })
  return (
    <div className="flex h-full flex-col">
      <p className="figure flex h-9 shrink-0 items-center gap-4 border-b bg-surface px-4 text-small">
        <span>
          {before} → {after}
        </span>
        <span className="text-bad">- {diff.removed} lines</span>
        <span className="text-good">+ {diff.added} lines</span>
      </p>
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label="Line by line"
        className="code min-h-0 grow overflow-auto bg-sunken outline-offset-[-2px]"
      >
        <div className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = diff.rows[item.index]!
            return (
              <div
                key={item.key}
                className={cx('absolute flex h-[18px] min-w-full whitespace-pre', looks[row.kind])}
                style={{ top: item.start }}
              >
                <span className="w-12 shrink-0 pr-2 text-right text-muted">{row.left}</span>
                <span className="w-12 shrink-0 pr-2 text-right text-muted">{row.right}</span>
                <span className="w-4 shrink-0">{signs[row.kind]}</span>
                <span className="pr-4">{row.text.slice(0, 2000)}</span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

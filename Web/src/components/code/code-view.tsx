import { ArrowDownToLine } from 'lucide-react'
import { memo, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useSize } from '@/lib/use-size'
import type { CodeBuffer, Row } from './code-buffer'

const rowHeight = 18
const overscan = 8

interface Props {
  buffer: CodeBuffer
  /** The buffer's version: the buffer is mutable, so this is what tells React that it grew. */
  version: number
  label: string
  /** Keeps the end in view until the reader scrolls up. */
  live?: boolean
}

/** Shows only the rows in view, each rendered once; the cost of a frame does not grow with the text. */
export function CodeView({ buffer, version, label, live = false }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const [top, setTop] = useState(0)
  const [following, setFollowing] = useState(live)
  const stuck = live && following

  const visible = Math.ceil((height || 720) / rowHeight) + 2 * overscan
  const total = buffer.rowCount
  const wanted = stuck ? total - visible : Math.floor(top / rowHeight) - overscan
  const first = Math.max(0, Math.min(wanted, total - visible))
  const last = Math.min(total, first + visible)

  const lastEnd = useRef(0)
  useLayoutEffect(() => {
    if (!stuck || !scroller.current) return
    scroller.current.scrollTop = scroller.current.scrollHeight
    lastEnd.current = scroller.current.scrollTop
  }, [stuck, version, height])

  function onScroll(event: React.UIEvent<HTMLDivElement>) {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    const atEnd = scrollHeight - clientHeight - scrollTop < 2 * rowHeight
    // Text that arrived since and a window of another size leave the end too; only a reader goes up from it.
    const resized = scrollHeight - clientHeight < lastEnd.current
    if (live) setFollowing(atEnd || (following && (resized || scrollTop >= lastEnd.current)))
    if (!(stuck && atEnd)) setTop(scrollTop)
  }

  const rows = []
  for (let index = first; index < last; index++) rows.push(<CodeRow key={index} row={buffer.row(index)} />)

  return (
    <div className="relative h-full min-h-0">
      <div
        ref={scroller}
        onScroll={onScroll}
        tabIndex={0}
        role="region"
        aria-label={label}
        className="code h-full overflow-auto bg-sunken outline-offset-[-2px]"
      >
        <div
          style={{ height: total * rowHeight, paddingTop: first * rowHeight }}
          className="box-border w-max min-w-full"
        >
          {rows}
        </div>
      </div>
      {live && !following && (
        <Button
          size="small"
          className="absolute right-3 bottom-3 shadow-float"
          onClick={() => setFollowing(true)}
        >
          <ArrowDownToLine aria-hidden /> Follow
        </Button>
      )}
    </div>
  )
}

const CodeRow = memo(
  function CodeRow({ row }: { row: Row }) {
    return (
      <div className="flex h-[18px] pr-4 whitespace-pre">
        <span aria-hidden className="w-12 shrink-0 pr-3 text-right text-faint select-none">
          {row.number}
        </span>
        <span>
          {row.tokens.map((token, index) => (
            <span key={index} className={`tok-${token.kind}`}>
              {token.text}
            </span>
          ))}
        </span>
      </div>
    )
  },
  // A finished row is the same object for ever; the open last one is a new object each time it is asked for.
  (before, after) => before.row === after.row,
)

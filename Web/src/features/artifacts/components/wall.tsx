import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '@/components/ui/states'
import { useSize } from '@/lib/use-size'
import type { Artifact } from '../api/types'
import { ArtifactCard } from './artifact-card'

const gap = 12
const cardWidth = 272
const cardHeight = 264

interface Props {
  artifacts: Artifact[]
  picked: string[]
  taskTitle: (id: string | null) => string
  hasMore: boolean
  onMore: () => void
  onPick: (id: string) => void
}

/** Thousands of pages, of which only the rows in view exist. j and k walk, Enter opens, x selects. */
export function Wall({ artifacts, picked, taskTitle, hasMore, onMore, onPick }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const { width } = useSize(scroller)
  const [active, setActive] = useState(-1)
  const columns = Math.max(1, Math.floor((width + gap) / (cardWidth + gap)))
  const rows = Math.ceil(artifacts.length / columns)
  // The virtualizer keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 3,
  })
  const items = virtual.getVirtualItems()
  const atEnd = hasMore && (items.at(-1)?.index ?? -1) >= rows - 1

  useEffect(() => {
    if (atEnd) onMore()
  }, [atEnd, onMore, artifacts.length])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement
      if (event.metaKey || event.ctrlKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
        return
      if (document.querySelector('[role=dialog]')) return
      const current = artifacts[active]
      if (event.key === 'j' || event.key === 'k') {
        const next = Math.max(0, Math.min(artifacts.length - 1, active + (event.key === 'j' ? 1 : -1)))
        setActive(next)
        virtual.scrollToIndex(Math.floor(next / columns))
      } else if (event.key === 'x' && current) onPick(current.id)
      else if (event.key === 'Enter' && current && target === document.body) {
        void navigate({ to: '/a/$id', params: { id: current.id } })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [active, artifacts, columns, navigate, onPick, virtual])

  return (
    <div ref={scroller} className="min-h-0 grow overflow-auto">
      <ul aria-label="Pages" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.flatMap((row) =>
          Array.from({ length: columns }, (_, column) => {
            const index = row.index * columns + column
            const artifact = artifacts[index]
            const place = {
              top: row.start,
              height: cardHeight,
              left: `calc((100% + ${gap}px) * ${column} / ${columns})`,
              width: `calc((100% + ${gap}px) / ${columns} - ${gap}px)`,
            }
            if (artifact) {
              return (
                <li key={artifact.id} className="absolute" style={place}>
                  <ArtifactCard
                    artifact={artifact}
                    taskTitle={taskTitle(artifact.taskId)}
                    picked={picked.includes(artifact.id)}
                    active={index === active}
                    selecting={picked.length > 0}
                    onPick={() => onPick(artifact.id)}
                  />
                </li>
              )
            }
            return row.index >= rows ? (
              <li key={`more-${index}`} className="absolute" style={place} aria-hidden>
                <Skeleton className="h-full" />
              </li>
            ) : null
          }),
        )}
      </ul>
    </div>
  )
}

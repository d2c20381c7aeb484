import type { CSSProperties } from 'react'

/** Equal columns that stay wide enough to see something; on a phone they are reached by scrolling sideways. */
export const columnsOf = (count: number): CSSProperties => ({
  gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))`,
  minWidth: count * 240,
})

import type { ReactNode } from 'react'
import { cx } from '@/lib/class-names'

const tones = {
  plain: 'border-line text-muted',
  signal: 'border-signal/50 bg-signal-wash text-signal-text',
  good: 'border-good/40 text-good',
  bad: 'border-bad/40 bg-bad-wash text-bad',
}

export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  tone?: keyof typeof tones
  title?: string
  children: ReactNode
}) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm border px-1.5 text-small leading-none whitespace-nowrap [&_svg]:size-3',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}

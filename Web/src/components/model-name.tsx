import { cx } from '@/lib/class-names'
import { modelColour } from '@/lib/model-colour'

export function ModelDot({ modelId, className }: { modelId: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('inline-block size-2.5 shrink-0 rounded-[3px]', className)}
      style={{ background: modelColour(modelId) }}
    />
  )
}

export function ModelName({ modelId, label }: { modelId: string; label: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2" title={modelId}>
      <ModelDot modelId={modelId} />
      <span className="truncate font-medium">{label}</span>
    </span>
  )
}

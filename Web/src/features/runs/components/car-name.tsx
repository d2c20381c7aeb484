import { modelColour } from '@/lib/model-colour'

export function CarDot({ colourKey }: { colourKey: string }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 shrink-0 rounded-[3px]"
      style={{ background: modelColour(colourKey) }}
    />
  )
}

export function CarName({
  name,
  model,
  colourKey,
}: {
  name: string
  model?: string | null
  colourKey: string
}) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2" title={model ?? undefined}>
      <CarDot colourKey={colourKey} />
      <span className="truncate font-medium">{name}</span>
    </span>
  )
}

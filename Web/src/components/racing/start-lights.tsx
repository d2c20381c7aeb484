import { cx } from '@/lib/class-names'

export type LightsLook = 'red' | 'out' | 'green' | 'yellow' | 'chequered'

export const lightCount = 5

const looks: Record<Exclude<LightsLook, 'red' | 'chequered'>, string> = {
  out: 'start-light',
  green: 'start-light start-light-green',
  yellow: 'start-light start-light-yellow',
}

interface Props {
  look: LightsLook
  /** How many of them are red. */
  lit?: number
  label: string
  /** Over the track rather than in a line of text. */
  large?: boolean
}

/** The five lights of the gantry. */
export function StartLights({ look, lit = lightCount, label, large = false }: Props) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cx('start-lights asphalt', large && 'start-lights-large')}
    >
      {Array.from({ length: lightCount }, (_, index) => (
        <span
          key={index}
          className={
            look === 'red'
              ? cx('start-light', index < lit && 'start-light-red')
              : look === 'chequered'
                ? cx('start-light', index % 2 === 0 && 'start-light-white')
                : looks[look]
          }
        />
      ))}
    </span>
  )
}

import { StartLights } from '@/components/racing/start-lights'
import { Button } from '@/components/ui/button'

interface Props {
  lit: number
  /** False where there is nothing but demo cars, which always answer. */
  asking: boolean
  onStandDown: () => void
}

/** The button was pressed a moment ago: what is pressed now takes it back. */
const focusOnce = (button: HTMLButtonElement | null) => button?.focus({ preventScroll: true })

/** Meanwhile the connections are asked whether they answer. The race starts when the lights go out. */
export function Gantry({ lit, asking, onStandDown }: Props) {
  return (
    <div className="flex flex-col items-center gap-2">
      <StartLights look="red" lit={lit} label="Lights before the start" large />
      <p role="status" className="flex w-full items-center justify-between gap-2 text-muted">
        {asking ? 'Asking the connections …' : 'Engines on …'}
        <Button ref={focusOnce} look="ghost" size="small" onClick={onStandDown}>
          Stand down
        </Button>
      </p>
    </div>
  )
}

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { cx } from '@/lib/class-names'
import { claimColours } from '@/lib/model-colour'
import type { Options } from '../api/types'
import { currentDraft, writeDraft, type Draft } from '../lib/draft'
import { startSession } from '../lib/session'
import { useBuildSession } from '../lib/use-session'
import { IdleTrack } from './idle-track'
import { Lanes } from './lanes'
import { SetupPanel } from './setup-panel'

interface Props {
  options: Options
  sessionId: string | null
  onSession: (id: string | null) => void
}

export function Studio({ options, sessionId, onSession }: Props) {
  const [draft, setDraft] = useState<Draft>(() => {
    const initial = currentDraft(options)
    claimColours(initial.picks.map((pick) => pick.modelId))
    return initial
  })
  const [side, setSide] = useState<'setup' | 'lanes'>(sessionId ? 'lanes' : 'setup')
  const [folded, setFolded] = useState(false)

  const change = useCallback((next: Draft) => {
    claimColours(next.picks.map((pick) => pick.modelId))
    writeDraft(next)
    setDraft(next)
  }, [])

  function build() {
    writeDraft(draft)
    const session = startSession(options, draft.picks, draft.setup)
    onSession(session.id)
    setSide('lanes')
  }

  function fresh() {
    onSession(null)
    setSide('setup')
    setFolded(false)
  }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 justify-center border-b p-2 lg:hidden">
        <Segments
          label="Studio side"
          value={side}
          onChange={setSide}
          className="w-full max-w-sm [&>*]:grow"
          options={[
            { value: 'setup', label: 'Setup' },
            { value: 'lanes', label: 'Lanes' },
          ]}
        />
      </div>
      <div className="flex min-h-0 grow">
        <aside
          aria-label="Setup"
          className={cx(
            'min-h-0 bg-bg lg:w-[344px] lg:shrink-0 lg:border-r',
            side === 'setup' ? 'max-lg:w-full' : 'max-lg:hidden',
            folded && 'lg:hidden',
          )}
        >
          <SetupPanel options={options} draft={draft} onChange={change} onBuild={build} />
        </aside>
        <section
          aria-label="Lanes"
          className={cx('relative min-h-0 min-w-0 grow', side === 'lanes' ? '' : 'max-lg:hidden')}
        >
          <Button
            look="ghost"
            size="icon-small"
            className="absolute top-2.5 left-2 z-10 max-lg:hidden"
            aria-label={folded ? 'Show the setup' : 'Hide the setup'}
            title={folded ? 'Show the setup' : 'Hide the setup'}
            aria-expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            {folded ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </Button>
          <div className="h-full">
            {sessionId ? (
              <OpenBuild key={sessionId} id={sessionId} options={options} onNew={fresh} />
            ) : (
              <IdleTrack picks={draft.picks} providers={options.providers} />
            )}
          </div>
        </section>
      </div>
    </div>
  )
}

function OpenBuild({ id, options, onNew }: { id: string; options: Options; onNew: () => void }) {
  return <Lanes session={useBuildSession(id, options)} options={options} onNew={onNew} />
}

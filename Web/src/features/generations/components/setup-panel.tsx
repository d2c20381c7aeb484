import { Play } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useStore } from '@/lib/store'
import type { Options } from '../api/types'
import { draftProblem, type Draft, type Setup } from '../lib/draft'
import { keyOf, keys } from '../lib/keys'
import { BuildOptions } from './build-options'
import { KeyFields } from './key-fields'
import { ModelPicker } from './model-picker'
import { TaskPicker } from './task-picker'

interface Props {
  options: Options
  draft: Draft
  onChange: (draft: Draft) => void
  onBuild: () => void
}

export function SetupPanel({ options, draft, onChange, onBuild }: Props) {
  useStore(keys)
  const problem = draftProblem(draft, options, keyOf)
  const setSetup = (change: Partial<Setup>) => onChange({ ...draft, setup: { ...draft.setup, ...change } })
  return (
    <form
      aria-label="Set up a build"
      className="flex h-full min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (!problem) onBuild()
      }}
    >
      <div className="flex min-h-0 grow flex-col gap-6 overflow-auto p-4">
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">Task</h2>
          <TaskPicker options={options} setup={draft.setup} onChange={setSetup} />
        </section>
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">Models</h2>
          <ModelPicker
            options={options}
            picks={draft.picks}
            onChange={(picks) => onChange({ ...draft, picks })}
          />
        </section>
        <KeyFields picks={draft.picks} providers={options.providers} />
        <BuildOptions options={options} picks={draft.picks} setup={draft.setup} onChange={setSetup} />
      </div>
      <div className="flex items-center gap-3 border-t bg-surface p-4">
        <Button type="submit" look="primary" size="large" className="grow" disabled={problem !== null}>
          <Play aria-hidden className="fill-current" /> Build it
        </Button>
        {problem && <p className="max-w-[55%] text-small text-muted">{problem}</p>}
      </div>
    </form>
  )
}

import { CopyPlus, X } from 'lucide-react'
import { ModelDot } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import type { Provider } from '../api/types'
import { newPick, type Pick } from '../lib/draft'

interface Props {
  picks: Pick[]
  providers: Provider[]
  onChange: (picks: Pick[]) => void
}

export function ModelChips({ picks, providers, onChange }: Props) {
  if (picks.length === 0) return null
  return (
    <ul aria-label="Chosen models" className="flex flex-col gap-1">
      {picks.map((pick) => {
        const provider = providers.find((p) => p.id === pick.provider)
        return (
          <li key={pick.key} className="flex h-8 items-center gap-2 rounded-md border bg-surface pr-0.5 pl-2">
            <ModelDot modelId={pick.modelId} />
            <span className="min-w-0 truncate font-medium" title={pick.modelId}>
              {pick.label}
            </span>
            <span
              className="ml-auto shrink-0 truncate text-small text-faint"
              title={pick.baseUrl ?? undefined}
            >
              {provider?.label ?? pick.provider}
            </span>
            <span className="flex shrink-0">
              <Button
                look="ghost"
                size="icon-small"
                aria-label={`Run ${pick.label} once more`}
                title="Run once more"
                disabled={picks.length >= 6}
                onClick={() =>
                  onChange([...picks, newPick(pick.provider, pick.modelId, pick.label, pick.baseUrl)])
                }
              >
                <CopyPlus aria-hidden />
              </Button>
              <Button
                look="ghost"
                size="icon-small"
                aria-label={`Remove ${pick.label}`}
                title="Remove"
                onClick={() => onChange(picks.filter((other) => other.key !== pick.key))}
              >
                <X aria-hidden />
              </Button>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

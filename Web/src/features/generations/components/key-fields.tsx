import { Checkbox } from '@/components/ui/checkbox'
import { Field, Input } from '@/components/ui/field'
import { useStore } from '@/lib/store'
import type { Provider } from '../api/types'
import { keepKeysInTab, keys, setKey } from '../lib/keys'
import type { Pick } from '../lib/draft'

/** One field per provider in use that takes a key. */
export function KeyFields({ picks, providers }: { picks: Pick[]; providers: Provider[] }) {
  const { byProvider, keepInTab } = useStore(keys)
  const used = new Set(picks.map((pick) => pick.provider))
  const asking = providers.filter((p) => used.has(p.id) && !p.demo && (p.requiresKey || p.keyField !== null))
  if (asking.length === 0) return null
  return (
    <div className="flex flex-col gap-3">
      {asking.map((provider) => (
        <Field
          key={provider.id}
          label={`${provider.label} key`}
          hint={
            provider.hasServerKey
              ? 'The server has a key of its own; yours would go first.'
              : provider.requiresKey
                ? undefined
                : 'Only if this server asks for one.'
          }
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              value={byProvider[provider.id] ?? ''}
              placeholder={provider.requiresKey && !provider.hasServerKey ? 'Needed' : 'Optional'}
              onChange={(event) => setKey(provider.id, event.target.value)}
            />
          )}
        </Field>
      ))}
      <label className="flex items-center gap-2 text-small text-muted">
        <Checkbox checked={keepInTab} onCheckedChange={(checked) => keepKeysInTab(checked === true)} />
        Keep keys until this tab closes. Otherwise a reload forgets them.
      </label>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Plus, Search } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Field, Input, inputLook } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { cx } from '@/lib/class-names'
import { useDebounced } from '@/lib/use-debounced'
import { hubSearchQuery } from '../api/queries'
import type { Options } from '../api/types'
import { newPick, type Pick } from '../lib/draft'
import { findModels, type Candidate } from '../lib/model-search'
import { ModelChips } from './model-chips'

interface Props {
  options: Options
  picks: Pick[]
  onChange: (picks: Pick[]) => void
}

const everywhere = 'all'

export function ModelPicker({ options, picks, onChange }: Props) {
  const [provider, setProvider] = useState(everywhere)
  const [text, setText] = useState('')
  const [baseUrls, setBaseUrls] = useState<Record<string, string>>({})
  const [active, setActive] = useState(0)
  const listId = useId()

  const chosen = options.providers.find((p) => p.id === provider)
  const searchesHub = provider === everywhere || provider === 'huggingface'
  const hub = useQuery(hubSearchQuery(useDebounced(searchesHub ? text.trim() : '', 250)))
  const found = findModels(
    options.providers,
    provider === everywhere ? null : provider,
    text,
    hub.data?.models ?? [],
  )
  const full = picks.length >= options.limits.maxModels
  const at = Math.min(active, found.length - 1)

  function add(candidate: Candidate | undefined) {
    if (!candidate || full) return
    const acceptsBaseUrl = options.providers.find((p) => p.id === candidate.provider)?.acceptsBaseUrl
    const baseUrl = acceptsBaseUrl ? baseUrls[candidate.provider]?.trim() || null : null
    onChange([...picks, newPick(candidate.provider, candidate.modelId, candidate.label, baseUrl)])
    setText('')
    setActive(0)
  }

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter') add(found[at])
    else return
    event.preventDefault()
  }

  return (
    <div className="flex flex-col gap-2">
      <ModelChips picks={picks} providers={options.providers} onChange={onChange} />
      <div className="flex gap-2">
        <Select
          aria-label="Provider"
          className="w-32 shrink-0"
          value={provider}
          onChange={(event) => {
            setProvider(event.target.value)
            setActive(0)
          }}
        >
          <option value={everywhere}>All</option>
          {options.providers.map((p) => (
            <option key={p.id} value={p.id}>
              {p.label}
            </option>
          ))}
        </Select>
        <div className="relative min-w-0 grow">
          <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
          <input
            type="search"
            role="combobox"
            aria-label="Search models, or type a model id"
            aria-expanded={found.length > 0}
            aria-controls={listId}
            aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            className={cx(inputLook, 'h-8 pl-8')}
            placeholder={full ? `${options.limits.maxModels} models is the most` : 'Model or id'}
            disabled={full}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      {chosen?.acceptsBaseUrl && (
        <Field
          label="Base URL"
          hint={chosen.defaultBaseUrl ? `Empty means ${chosen.defaultBaseUrl}` : 'Ends in /v1 as a rule'}
        >
          {(control) => (
            <Input
              {...control}
              type="url"
              value={baseUrls[chosen.id] ?? ''}
              placeholder={chosen.defaultBaseUrl ?? 'https://…/v1'}
              onChange={(event) => setBaseUrls({ ...baseUrls, [chosen.id]: event.target.value })}
            />
          )}
        </Field>
      )}
      <ul
        id={listId}
        role="listbox"
        aria-label="Models found"
        className={cx('h-44 overflow-auto rounded-md border bg-surface p-1', full && 'opacity-50')}
      >
        {found.map((candidate, index) => (
          // Keyboard use goes through the search field above, as in every combobox.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={`${candidate.provider}/${candidate.modelId}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            aria-disabled={full}
            onClick={() => add(candidate)}
            onMouseMove={() => setActive(index)}
            className={cx('flex h-8 items-center gap-2 rounded-sm px-2', index === at && 'bg-sunken')}
          >
            <span className="truncate" title={candidate.modelId}>
              {candidate.free ? (
                <>
                  Use <span className="figure">{candidate.modelId}</span>
                </>
              ) : (
                candidate.label
              )}
            </span>
            {candidate.demo && <Badge>demo</Badge>}
            <span className="ml-auto shrink-0 text-small text-faint">{candidate.providerLabel}</span>
            <Plus aria-hidden className="size-3.5 shrink-0 text-muted" />
          </li>
        ))}
        {found.length === 0 && (
          <li role="presentation" className="px-2 py-6 text-center text-small text-muted">
            {hub.isFetching
              ? 'Searching the Hub…'
              : 'Nothing found. Choose a provider to use your text as a model id.'}
          </li>
        )}
      </ul>
      <p role="status" className="text-small text-faint">
        {picks.length} of {options.limits.maxModels} models.{' '}
        {hub.isError ? 'The Hub search is not reachable; ids still work.' : 'The same model may run twice.'}
      </p>
    </div>
  )
}

import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { Select } from '@/components/ui/select'
import { viewOfRuns, type RunsSearch } from '../lib/runs-search'
import { runStatus } from '../lib/status'

export interface NamedId {
  id: number
  name: string
}

interface Props {
  search: RunsSearch
  suites: NamedId[]
  cars: NamedId[]
  onSearch: (search: RunsSearch) => void
}

const statuses = ['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'] as const

export function RunsFilters({ search, suites, cars, onSearch }: Props) {
  const change = (next: Partial<RunsSearch>) => onSearch({ ...search, ...next })
  return (
    <div role="search" aria-label="Runs" className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Find a run"
        placeholder="Label, suite, car, #id"
        className="w-full sm:w-56"
        value={search.q ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <Select
        aria-label="Status"
        className="w-36"
        value={search.status ?? ''}
        onChange={(event) => change({ status: (event.target.value || undefined) as RunsSearch['status'] })}
      >
        <option value="">Any status</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {runStatus(status).label}
          </option>
        ))}
      </Select>
      <ById
        label="Suite"
        any="Any suite"
        options={suites}
        value={search.suite}
        onChange={(suite) => change({ suite })}
      />
      <ById label="Car" any="Any car" options={cars} value={search.car} onChange={(car) => change({ car })} />
      <Button
        aria-pressed={search.baseline === true}
        className={search.baseline ? 'border-signal bg-signal-wash text-signal-text' : undefined}
        onClick={() => change({ baseline: search.baseline ? undefined : true })}
      >
        Baselines
      </Button>
      {viewOfRuns(search) !== null && (
        <Button look="ghost" onClick={() => onSearch({})}>
          Clear
        </Button>
      )}
    </div>
  )
}

function ById({
  label,
  any,
  options,
  value,
  onChange,
}: {
  label: string
  any: string
  options: NamedId[]
  value: number | undefined
  onChange: (value: number | undefined) => void
}) {
  return (
    <Select
      aria-label={label}
      className="w-40"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value ? Number(event.target.value) : undefined)}
    >
      <option value="">{any}</option>
      {value !== undefined && !options.some((option) => option.id === value) && (
        <option value={value}>#{value}</option>
      )}
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </Select>
  )
}

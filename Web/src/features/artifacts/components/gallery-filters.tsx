import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { Select } from '@/components/ui/select'
import { cx } from '@/lib/class-names'
import type { Facets } from '../api/types'
import { hasFilters, type GallerySearch } from '../lib/gallery-search'

interface Props {
  search: GallerySearch
  facets: Facets | undefined
  taskTitle: (id: string) => string
  onChange: (change: Partial<GallerySearch>) => void
  onClear: () => void
}

export function GalleryFilters({ search, facets, taskTitle, onChange, onClear }: Props) {
  return (
    <div role="search" aria-label="Gallery" className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search pages"
        className="grow basis-56"
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <div className="flex items-center gap-2 md:flex-wrap max-md:-mx-4 max-md:w-screen max-md:[&>*]:shrink-0 max-md:overflow-x-auto max-md:px-4 max-md:pb-1">
        <FacetSelect
          label="Vendor"
          value={search.vendor}
          options={facets?.vendors}
          onChange={(vendor) => onChange({ vendor })}
        />
        <FacetSelect
          label="Model"
          value={search.model}
          options={facets?.models}
          onChange={(model) => onChange({ model })}
        />
        <FacetSelect
          label="Provider"
          value={search.provider}
          options={facets?.providers}
          onChange={(provider) => onChange({ provider })}
        />
        <FacetSelect
          label="Task"
          value={search.task}
          options={facets?.tasks}
          name={taskTitle}
          onChange={(task) => onChange({ task })}
        />
        <Choice
          label="Cost"
          value={search.maxCost === undefined ? '' : String(search.maxCost)}
          onChange={(value) => onChange({ maxCost: value ? Number(value) : undefined })}
          options={[
            ['0.01', 'up to $0.01'],
            ['0.1', 'up to $0.10'],
            ['1', 'up to $1'],
          ]}
        />
        <Choice
          label="Time"
          value={search.within ?? ''}
          onChange={(value) => onChange({ within: (value || undefined) as GallerySearch['within'] })}
          options={[
            ['day', 'last day'],
            ['week', 'last week'],
            ['month', 'last month'],
          ]}
        />
        <Select
          aria-label="Sort"
          className="w-36"
          value={search.sort ?? 'newest'}
          onChange={(event) =>
            onChange({
              sort:
                event.target.value === 'newest' ? undefined : (event.target.value as GallerySearch['sort']),
            })
          }
        >
          <option value="newest">Newest first</option>
          <option value="cheapest">Cheapest first</option>
          <option value="fastest">Fastest first</option>
          <option value="lightest">Lightest first</option>
        </Select>
      </div>
      {hasFilters(search) && (
        <Button look="ghost" onClick={onClear}>
          <X aria-hidden /> Clear
        </Button>
      )}
    </div>
  )
}

function FacetSelect({
  label,
  value,
  options = [],
  name = (v) => v,
  onChange,
}: {
  label: string
  value: string | undefined
  options?: { value: string; count: number }[]
  name?: (value: string) => string
  onChange: (value: string | undefined) => void
}) {
  const missing = value !== undefined && !options.some((option) => option.value === value)
  return (
    <Choice
      label={label}
      value={value ?? ''}
      onChange={(next) => onChange(next || undefined)}
      options={[
        ...options.map((o): [string, string] => [o.value, `${name(o.value)} (${o.count})`]),
        ...(missing ? [[value, name(value)] as [string, string]] : []),
      ]}
    />
  )
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: [value: string, label: string][]
  onChange: (value: string) => void
}) {
  return (
    <Select
      aria-label={label}
      className={cx('w-32', value !== '' && '[&>select]:border-signal [&>select]:bg-signal-wash')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}: any</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </Select>
  )
}

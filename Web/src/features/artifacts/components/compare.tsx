import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { DeviceSwitch } from '@/components/preview/devices'
import { ModelDot } from '@/components/model-name'
import { Button } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { Empty, Failure, Loading, Skeleton } from '@/components/ui/states'
import { artifactQuery } from '../api/queries'
import type { Artifact } from '../api/types'
import { comparedIds, type CompareSearch } from '../lib/compare-search'
import { CodePanel } from './code-panel'
import { CompareDiff } from './compare-diff'
import { columnsOf } from '../lib/columns'
import { ComparePages } from './compare-pages'
import { CompareSlider } from './compare-slider'
import { MetricsTable } from './metrics-table'

interface Props {
  search: CompareSearch
  onSearch: (search: CompareSearch) => void
}

export function Compare({ search, onSearch }: Props) {
  const ids = comparedIds(search)
  const results = useQueries({ queries: ids.length < 2 ? [] : ids.map((id) => artifactQuery(id)) })
  const failed = results.find((result) => result.isError)
  const artifacts = results.flatMap((result) => (result.data ? [result.data] : []))
  const device = search.device ?? 'desktop'
  const view = ids.length === 2 || !pairOnly(search.view) ? (search.view ?? 'pages') : 'pages'

  if (ids.length < 2) {
    return (
      <Empty
        title="Pick two to four pages"
        action={
          <Button asChild look="primary">
            <Link to="/gallery">To the gallery</Link>
          </Button>
        }
      >
        Select pages in the gallery, then press Compare. The link to a comparison can be shared.
      </Empty>
    )
  }
  if (failed) {
    return (
      <div className="mx-auto max-w-2xl p-4">
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    )
  }

  const remove = (id: string) => onSearch({ ...search, ids: ids.filter((other) => other !== id).join(',') })
  const names = <Names artifacts={artifacts} onRemove={remove} />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-3 border-b px-4 py-2">
        <h1 className="font-semibold">Compare</h1>
        <Segments
          label="View"
          value={view}
          onChange={(next) => onSearch({ ...search, view: next })}
          options={[
            { value: 'pages', label: 'Pages' },
            { value: 'slider', label: 'Slider', disabled: ids.length !== 2 },
            { value: 'code', label: 'Code' },
            { value: 'diff', label: 'Diff', disabled: ids.length !== 2 },
          ]}
        />
        {(view === 'pages' || view === 'slider') && (
          <span className="ml-auto">
            <DeviceSwitch
              value={device}
              onChange={(next) => next !== 'fit' && onSearch({ ...search, device: next })}
            />
          </span>
        )}
      </header>
      {artifacts.length < ids.length ? (
        <Loading label="Loading the pages">
          <div className="grid gap-3 p-4 md:grid-cols-2">
            {ids.map((id) => (
              <Skeleton key={id} className="h-96" />
            ))}
          </div>
        </Loading>
      ) : (
        <div
          tabIndex={0}
          role="region"
          aria-label="Comparison"
          className="flex min-h-0 grow flex-col overflow-auto outline-offset-[-2px]"
        >
          <div className="h-[68dvh] min-h-96 shrink-0 border-b">
            {view === 'pages' && <ComparePages artifacts={artifacts} device={device} names={names} />}
            {view === 'slider' && (
              <CompareSlider before={artifacts[0]!} after={artifacts[1]!} device={device} />
            )}
            {view === 'diff' && <CompareDiff before={artifacts[0]!} after={artifacts[1]!} />}
            {view === 'code' && (
              <div className="flex h-full flex-col overflow-x-auto">
                {names}
                <div className="grid min-h-0 grow" style={columnsOf(artifacts.length)}>
                  {artifacts.map((artifact) => (
                    <div key={artifact.id} className="min-h-0 min-w-0 border-r last:border-0">
                      <CodePanel id={artifact.id} label={artifact.label} />
                    </div>
                  ))}
                </div>
              </div>
            )}
          </div>
          <MetricsTable artifacts={artifacts} />
        </div>
      )}
    </div>
  )
}

const pairOnly = (view: CompareSearch['view']) => view === 'slider' || view === 'diff'

function Names({ artifacts, onRemove }: { artifacts: Artifact[]; onRemove: (id: string) => void }) {
  return (
    <div
      className="sticky top-0 z-10 grid h-9 shrink-0 gap-px border-b bg-line"
      style={columnsOf(artifacts.length)}
    >
      {artifacts.map((artifact) => (
        <div key={artifact.id} className="flex min-w-0 items-center gap-2 bg-surface px-3">
          <ModelDot modelId={artifact.modelId} />
          <Link to="/a/$id" params={{ id: artifact.id }} className="truncate font-medium hover:underline">
            {artifact.label}
          </Link>
          {artifacts.length > 2 && (
            <Button
              look="ghost"
              size="icon-small"
              className="ml-auto"
              aria-label={`Take ${artifact.label} out`}
              onClick={() => onRemove(artifact.id)}
            >
              <X aria-hidden />
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}

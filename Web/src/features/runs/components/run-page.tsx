import { useQuery } from '@tanstack/react-query'
import { TabBar, TabPanel } from '@/components/ui/tab-bar'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { runQuery } from '../api/queries'
import type { RunSearch, RunTab } from '../lib/runs-search'
import { isOver } from '../lib/status'
import { ComparePanel } from './compare-panel'
import { ItemDrawer } from './item-drawer'
import { JudgePanel, type JudgeChoice } from './judge-panel'
import { Matrix } from './matrix'
import { RunHeader } from './run-header'
import { Summary } from './summary'

interface Props {
  runId: number
  search: RunSearch
  /** The cars of the garage: one of them may judge. */
  judges: JudgeChoice[]
  onSearch: (search: RunSearch) => void
  onRun: (runId: number) => void
  onGone: () => void
}

const tabs: { id: RunTab; label: string }[] = [
  { id: 'summary', label: 'Scorecard' },
  { id: 'items', label: 'Items' },
  { id: 'compare', label: 'Baseline' },
  { id: 'judge', label: 'Judge' },
]

export function RunPage({ runId, search, judges, onSearch, onRun, onGone }: Props) {
  const { data, error, refetch } = useQuery(runQuery(runId))
  const tab = search.tab ?? 'summary'
  if (!data) {
    if (error) {
      return (
        <div className="mx-auto max-w-2xl p-4">
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      )
    }
    return (
      <Loading label="Loading the run">
        <div className="flex flex-col gap-4 p-4">
          <Skeleton className="h-16 max-w-xl" />
          <Skeleton className="h-64" />
        </div>
      </Loading>
    )
  }
  const { run } = data
  const change = (next: Partial<RunSearch>) => onSearch({ ...search, ...next })
  return (
    <div className="flex h-full flex-col gap-3 p-4 pb-0">
      <RunHeader run={run} onRun={onRun} onGone={onGone} />
      <TabBar
        label="Views of the run"
        className="flex min-h-0 grow flex-col"
        tabs={tabs}
        value={tab}
        onChange={(next) => change({ tab: next === 'summary' ? undefined : next })}
      >
        <TabPanel id="summary" className="min-h-0 grow overflow-auto pt-4 pb-8">
          <Summary run={run} />
        </TabPanel>
        <TabPanel id="items" className="flex min-h-0 grow flex-col pt-3 pb-4">
          <Matrix run={run} search={search} onSearch={change} />
        </TabPanel>
        <TabPanel id="compare" className="min-h-0 grow overflow-auto pt-4 pb-8">
          <ComparePanel
            run={run}
            against={search.against ?? null}
            onAgainst={(against) => change({ against: against ?? undefined })}
          />
        </TabPanel>
        <TabPanel id="judge" className="min-h-0 grow overflow-auto pt-4 pb-8">
          <JudgePanel run={run} judges={judges} ready={isOver(run.status)} />
        </TabPanel>
      </TabBar>
      {search.item !== undefined && (
        <ItemDrawer
          run={run}
          itemId={search.item}
          onItem={(item) => change({ item })}
          onClose={() => change({ item: undefined })}
        />
      )}
    </div>
  )
}

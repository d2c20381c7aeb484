import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useBlocker } from '@tanstack/react-router'
import { Download, Flag } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Field, Input } from '@/components/ui/field'
import { Failure } from '@/components/ui/states'
import { TabBar, TabPanel } from '@/components/ui/tab-bar'
import { toast } from '@/components/ui/toasts'
import { createSuite, exportUrl, suiteQuery, updateSuite } from '../api/queries'
import type { Suite } from '../api/types'
import { bodyOf, draftOf, emptySuite, problemsOf, type SuiteDraft } from '../lib/draft'
import { fieldProblem } from '../lib/field-problem'
import { fromJson, type Parsed } from '../lib/suite-json'
import type { SuiteSearch } from '../lib/suite-search'
import { CasesTab } from './cases-tab'
import { JsonTab, type JsonText } from './json-tab'
import { Versions } from './versions'

interface Props {
  /** Null: a new one. */
  suite: Suite | null
  search: SuiteSearch
  onSearch: (search: SuiteSearch) => void
  onCreated: (suite: Suite) => void
}

/** Saving makes a version; runs keep the one they ran. */
export function SuiteEditor({ suite, search, onSearch, onCreated }: Props) {
  const client = useQueryClient()
  const [saved, setSaved] = useState(() => (suite ? draftOf(suite) : emptySuite()))
  const [draft, setDraft] = useState(saved)
  // What is typed as JSON and not applied yet: it outlives a look at another tab, and counts as a change.
  const [json, setJson] = useState<JsonText | null>(null)
  const [tried, setTried] = useState(false)
  const dirty = draft !== saved || json !== null
  // Where a new suite goes once it has an address: it takes along what was typed meanwhile.
  const home = useRef<string | null>(null)
  const leave = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && current.pathname !== next.pathname && next.pathname !== home.current,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  const problems = problemsOf(draft)
  const save = useMutation({
    mutationFn: (sent: SuiteDraft) =>
      suite ? updateSuite(suite.id, bodyOf(sent)) : createSuite(bodyOf(sent)),
    onSuccess: (made, sent) => {
      client.setQueryData(suiteQuery(made.id).queryKey, made)
      void client.invalidateQueries({ queryKey: ['suites'], refetchType: 'active' })
      // Not what the page shows by now: whoever goes on typing while it is sent has changes to save.
      setSaved(sent)
      setTried(false)
      toast(made.version === null ? 'Saved.' : `Saved as version ${made.version}.`)
      if (suite) return
      home.current = `/suites/${made.id}`
      onCreated(made)
    },
  })
  const refused = fieldProblem(save.error)
  const shown = [...(tried ? problems : []), ...(refused ? [refused] : [])]
  const change = (next: Partial<SuiteDraft>) => setDraft((before) => ({ ...before, ...next }))
  const tab = search.tab ?? 'cases'
  const errorOf = (field: string) =>
    shown.find((problem) => problem.case === null && problem.field === field)?.message ?? null

  function submit() {
    const next = json === null ? draft : applyJson(json, draft)
    if (next === null) return
    setTried(true)
    const first = problemsOf(next)[0]
    if (first) {
      if (first.case !== null) onSearch({ tab: undefined, case: first.case + 1 })
      return
    }
    save.mutate(next)
  }

  /** Null, with the reason beside the text, for what is no suite, and for text that would take back changes made elsewhere. */
  function applyJson(typed: JsonText, over: SuiteDraft): SuiteDraft | null {
    const read: Parsed =
      typed.of === over
        ? fromJson(typed.text)
        : { draft: null, error: 'The suite was changed beside this text. Apply the text, or take it back.' }
    if (read.draft === null) {
      setJson({ ...typed, error: read.error })
      onSearch({ ...search, tab: 'json', case: undefined })
      return null
    }
    setDraft(read.draft)
    setJson(null)
    return read.draft
  }

  function discard() {
    setDraft(saved)
    setJson(null)
  }

  /** An old version becomes the newest by being saved, like anything else. */
  function restore(old: SuiteDraft, version: number) {
    setDraft(old)
    setJson(null)
    onSearch({ tab: undefined, case: undefined })
    toast(`Version ${version} is in the editor. Save it to make it the current one.`)
  }

  return (
    <div className="flex h-full flex-col gap-3 p-4 pb-0">
      {leave.status === 'blocked' && (
        <Confirm
          title="Leave without saving?"
          action="Leave"
          keep="Stay"
          onConfirm={leave.proceed}
          onClose={leave.reset}
        >
          What you changed in {draft.name || 'this suite'} is not saved.
        </Confirm>
      )}
      <header className="flex flex-wrap items-start gap-3">
        <div className="grid min-w-0 grow basis-96 gap-3 sm:grid-cols-[minmax(0,1fr)_180px]">
          <Field label="Name" error={errorOf('name')}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                placeholder="What is it about?"
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label="Category" error={errorOf('category')}>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                value={draft.category}
                onChange={(event) => change({ category: event.target.value })}
              />
            )}
          </Field>
          <Field label="Description" className="sm:col-span-2" error={errorOf('description')}>
            {(control) => (
              <Input
                {...control}
                maxLength={4000}
                value={draft.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Rubric"
            className="sm:col-span-2"
            hint="For the judge: what a good answer to these cases is."
            error={errorOf('rubric')}
          >
            {(control) => (
              <Input
                {...control}
                placeholder="none"
                value={draft.rubric}
                onChange={(event) => change({ rubric: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-1.5 sm:pt-6">
          {suite && (
            <>
              <Button asChild>
                <a href={exportUrl(suite.id)} download>
                  <Download aria-hidden /> Export
                </a>
              </Button>
              <Button asChild>
                <Link to="/race" search={{ suite: suite.id }}>
                  <Flag aria-hidden /> Race it
                </Link>
              </Button>
            </>
          )}
          {dirty && (
            <Button look="ghost" onClick={discard}>
              Discard
            </Button>
          )}
          <Button look="primary" disabled={save.isPending || (suite !== null && !dirty)} onClick={submit}>
            {suite ? 'Save a version' : 'Create the suite'}
          </Button>
        </div>
      </header>
      {save.error && <Failure error={save.error} />}
      {tried && problems.length > 0 && (
        <p role="alert" className="text-bad">
          {problems.length === 1 ? 'One thing is' : `${problems.length} things are`} missing or wrong:{' '}
          {problems
            .slice(0, 3)
            .map((problem) => (problem.case === null ? '' : `case ${problem.case + 1}: `) + problem.message)
            .join(' ')}
        </p>
      )}
      <TabBar
        label="Views of the suite"
        className="flex min-h-0 grow flex-col"
        value={tab}
        onChange={(next) => onSearch({ ...search, tab: next === 'cases' ? undefined : next })}
        tabs={[
          { id: 'cases', label: `Cases (${draft.cases.length})` },
          { id: 'json', label: 'JSON' },
          { id: 'versions', label: 'Versions', disabled: suite === null },
        ]}
      >
        <TabPanel id="cases" className="flex min-h-0 grow flex-col pt-3 pb-4">
          <CasesTab
            draft={draft}
            problems={shown}
            open={search.case === undefined ? null : search.case - 1}
            onOpen={(index) => onSearch({ ...search, case: index === null ? undefined : index + 1 })}
            onChange={(cases) => change({ cases })}
          />
        </TabPanel>
        <TabPanel id="json" className="flex min-h-0 grow flex-col pt-3 pb-4">
          <JsonTab draft={draft} typed={json} onTyped={setJson} onDraft={setDraft} />
        </TabPanel>
        <TabPanel id="versions" className="min-h-0 grow overflow-auto pt-3 pb-8">
          {suite && <Versions suiteId={suite.id} dirty={dirty} onRestore={restore} />}
        </TabPanel>
      </TabBar>
    </div>
  )
}

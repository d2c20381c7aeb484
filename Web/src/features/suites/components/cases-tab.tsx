import { useVirtualizer } from '@tanstack/react-virtual'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Empty } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { formatCount } from '@/lib/format'
import { emptyCase, newKey, type CaseDraft, type Problem, type SuiteDraft } from '../lib/draft'
import { CaseSheet } from './case-sheet'
import { CheckChips } from './check-chips'

const rowHeight = 44

interface Props {
  draft: SuiteDraft
  problems: Problem[]
  open: number | null
  onOpen: (index: number | null) => void
  onChange: (cases: CaseDraft[]) => void
}

/** Every case in a row of the table; one is opened to be edited whole. A hundred thousand cost what the screen shows. */
export function CasesTab({ draft, problems, open, onOpen, onChange }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const [find, setFind] = useState('')
  const { cases } = draft
  const word = find.trim().toLowerCase()
  const shown = cases
    .map((each, index) => ({ each, index }))
    .filter(({ each }) => word === '' || `${each.name} ${each.userPrompt}`.toLowerCase().includes(word))
  // The virtualizer keeps its own state outside React's, which the compiler's rule cannot see.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const change = (index: number, next: Partial<CaseDraft>) =>
    onChange(cases.map((each, at) => (at === index ? { ...each, ...next } : each)))
  const bad = new Set(problems.flatMap((problem) => problem.case ?? []))

  function add() {
    onChange([...cases, emptyCase()])
    onOpen(cases.length)
  }

  return (
    <div className="flex min-h-0 grow flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Find a case"
          placeholder="Find a case"
          className="w-full sm:w-56"
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <p role="status" className="text-small text-faint">
          {word && `${formatCount(shown.length)} of `}
          {formatCount(cases.length)} {cases.length === 1 ? 'case' : 'cases'}
        </p>
        <Button className="ml-auto" onClick={add}>
          <Plus aria-hidden /> Case
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty
          title={word ? 'No case fits' : 'No case yet'}
          action={<Button onClick={add}>Add a case</Button>}
        />
      ) : (
        <div
          ref={scroller}
          role="region"
          aria-label="Cases"
          tabIndex={0}
          className="min-h-0 grow overflow-auto rounded-lg border bg-surface"
        >
          <ul className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const { each, index } = shown[item.index]!
              return (
                <li
                  key={each.key}
                  className={cx(
                    'absolute inset-x-0 flex items-center gap-3 border-b px-3',
                    bad.has(index) && 'bg-bad-wash',
                  )}
                  style={{ top: item.start, height: rowHeight }}
                >
                  <span className="figure w-9 shrink-0 text-right text-small text-faint">{index + 1}</span>
                  <Input
                    aria-label={`Name of case ${index + 1}`}
                    placeholder="Name"
                    className="h-7! w-32! shrink-0 border-transparent bg-transparent font-medium md:w-56!"
                    value={each.name}
                    onChange={(event) => change(index, { name: event.target.value })}
                  />
                  <button
                    type="button"
                    onClick={() => onOpen(index)}
                    className="flex h-full min-w-0 grow items-center gap-3 text-left hover:text-ink focus-visible:outline-offset-[-2px]"
                  >
                    <span className="sr-only">
                      Open case {index + 1}: {each.name}
                    </span>
                    <span className="min-w-0 grow truncate text-muted">
                      {each.userPrompt || <span className="text-faint">no prompt yet</span>}
                    </span>
                    <CheckChips value={each} />
                  </button>
                </li>
              )
            })}
          </ul>
        </div>
      )}
      {open !== null && cases[open] && (
        <CaseSheet
          key={cases[open].key}
          index={open}
          count={cases.length}
          value={cases[open]}
          problems={problems.filter((problem) => problem.case === open)}
          onChange={(next) => change(open, next)}
          onOpen={onOpen}
          onCopy={() => {
            onChange([
              ...cases.slice(0, open + 1),
              { ...cases[open]!, key: newKey(), name: `${cases[open]!.name} (copy)` },
              ...cases.slice(open + 1),
            ])
            onOpen(open + 1)
          }}
          onDelete={() => {
            onChange(cases.filter((_, at) => at !== open))
            onOpen(null)
          }}
        />
      )}
    </div>
  )
}

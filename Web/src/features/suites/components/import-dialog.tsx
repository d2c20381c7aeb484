import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Failure } from '@/components/ui/states'
import { cx } from '@/lib/class-names'
import { formatBytes, formatCount } from '@/lib/format'
import { importSuite } from '../api/queries'
import type { ImportReport } from '../api/types'

/** A file in, a suite out, and an honest word on what could not be carried over. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const inputId = useId()
  const [over, setOver] = useState(false)
  const load = useMutation({
    mutationFn: importSuite,
    onSettled: () => client.invalidateQueries({ queryKey: ['suites'] }),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Import a suite"
        description="A suite’s JSON, a promptfoo config (YAML or JSON), JSONL or CSV. At most 50 MB and 100,000 cases."
        className="max-w-lg"
        footer={
          <DialogClose asChild>
            <Button>{load.isSuccess ? 'Done' : 'Cancel'}</Button>
          </DialogClose>
        }
      >
        {load.isSuccess ? (
          <Report report={load.data} onClose={onClose} />
        ) : (
          <div className="flex flex-col gap-3">
            {load.error && <Failure error={load.error} />}
            <label
              htmlFor={inputId}
              onDragOver={(event) => {
                event.preventDefault()
                setOver(true)
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(event) => {
                event.preventDefault()
                setOver(false)
                const file = event.dataTransfer.files[0]
                if (file) load.mutate(file)
              }}
              className={cx(
                'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-10 text-center has-focus-visible:outline-2 has-focus-visible:outline-signal-text',
                over && 'border-signal bg-signal-wash',
              )}
            >
              <FileUp aria-hidden className="size-6 text-muted" />
              {load.isPending ? (
                <span role="status">
                  Reading {load.variables.name} ({formatBytes(load.variables.size)}) …
                </span>
              ) : (
                <span>Choose a file, or drop one here</span>
              )}
              <input
                id={inputId}
                type="file"
                accept=".json,.jsonl,.ndjson,.yaml,.yml,.csv"
                className="sr-only"
                disabled={load.isPending}
                onChange={(event) => {
                  const file = event.target.files?.[0]
                  if (file) load.mutate(file)
                  event.target.value = ''
                }}
              />
            </label>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

const shown = 200

function Report({ report, onClose }: { report: ImportReport; onClose: () => void }) {
  const { suite, warnings } = report
  return (
    <div className="flex flex-col gap-3">
      {suite && (
        <p>
          <Link
            to="/suites/$id"
            params={{ id: String(suite.id) }}
            onClick={onClose}
            className="font-medium text-signal-text underline underline-offset-4"
          >
            {suite.name}
          </Link>{' '}
          is in, with {formatCount(suite.cases)} {suite.cases === 1 ? 'case' : 'cases'}.
        </p>
      )}
      {warnings.length === 0 ? (
        <p className="text-muted">Everything was carried over.</p>
      ) : (
        <section aria-label="What was not carried over">
          <h3 className="font-semibold">{formatCount(warnings.length)} not carried over</h3>
          <ul className="mt-1 max-h-72 list-disc overflow-auto pl-5">
            {warnings.slice(0, shown).map((warning, index) => (
              <li key={index} className="break-words">
                {typeof warning === 'string' ? (
                  warning
                ) : (
                  <>
                    {(warning.where ?? warning.path) && (
                      <span className="figure text-small text-faint">{warning.where ?? warning.path}: </span>
                    )}
                    {warning.message}
                  </>
                )}
              </li>
            ))}
          </ul>
          {warnings.length > shown && (
            <p className="text-small text-faint">and {formatCount(warnings.length - shown)} more</p>
          )}
        </section>
      )}
    </div>
  )
}

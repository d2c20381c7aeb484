import { Download } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Button } from '@/components/ui/button'
import { reportUrl, type ReportFormat } from '../api/queries'

const formats: { format: ReportFormat; label: string; note: string }[] = [
  { format: 'html', label: 'HTML', note: 'one page, to send on' },
  { format: 'md', label: 'Markdown', note: 'for a pull request' },
  { format: 'csv', label: 'CSV', note: 'one row per item' },
  { format: 'json', label: 'JSON', note: 'everything' },
  { format: 'xml', label: 'JUnit XML', note: 'for a pipeline' },
]

/** With a baseline the report says what got worse since, too. */
export function ReportMenu({ runId, baseline = null }: { runId: number; baseline?: number | null }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button>
          <Download aria-hidden /> {baseline === null ? 'Report' : `Download against #${baseline}`}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="appear z-50 min-w-56 rounded-lg border bg-surface p-1 shadow-float"
        >
          {formats.map(({ format, label, note }) => (
            <DropdownMenu.Item key={format} asChild>
              <a
                href={reportUrl(runId, format, baseline)}
                download
                className="flex h-8 items-center gap-3 rounded-sm px-2 outline-none data-[highlighted]:bg-sunken"
              >
                {label}
                <span className="ml-auto text-small text-faint">{note}</span>
              </a>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

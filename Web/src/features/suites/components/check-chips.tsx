import { Badge } from '@/components/ui/badge'
import { checksOf, describeCheck, legacyChecks } from '../lib/checks'
import { parseJson, type CaseDraft } from '../lib/draft'

const shown = 2

/** The first checks of a case in words, and how many more there are. */
export function CheckChips({ value }: { value: Pick<CaseDraft, 'checks' | 'constraints' | 'tools'> }) {
  const typed = checksOf(parseJson(value.checks)?.value).checks.map(describeCheck)
  const all = [...legacyChecks(value.constraints), ...typed]
  return (
    <span className="flex shrink-0 items-center gap-1 max-md:hidden">
      {all.slice(0, shown).map((text, index) => (
        <Badge key={index} title={text}>
          <span className="max-w-36 truncate">{text}</span>
        </Badge>
      ))}
      {all.length > shown && <Badge>+{all.length - shown}</Badge>}
      {value.tools !== '' && <Badge tone="signal">tools</Badge>}
      {all.length === 0 && <span className="text-small text-faint">no checks</span>}
    </span>
  )
}

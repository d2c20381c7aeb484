export type Tone = 'plain' | 'signal' | 'good' | 'bad'

interface Said {
  label: string
  tone: Tone
}

const runs: Record<string, Said> = {
  QUEUED: { label: 'Queued', tone: 'plain' },
  RUNNING: { label: 'Racing', tone: 'signal' },
  PAUSED: { label: 'Paused', tone: 'plain' },
  COMPLETED: { label: 'Finished', tone: 'good' },
  FAILED: { label: 'Failed', tone: 'bad' },
  CANCELLED: { label: 'Cancelled', tone: 'plain' },
}

export const runStatus = (status: string, wanted: string | null = null): Said => {
  const goesOn = status === 'RUNNING' || status === 'QUEUED' || status === 'PAUSED'
  if (goesOn && wanted === 'cancel') return { label: 'Cancelling', tone: 'plain' }
  if (status === 'RUNNING' && wanted === 'pause') return { label: 'Pausing', tone: 'signal' }
  return runs[status] ?? { label: status, tone: 'plain' }
}

export const isActive = (status: string) => status === 'QUEUED' || status === 'RUNNING'
export const isOver = (status: string) =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED'

/** Of an item: it has yet to end. */
export const isOpen = (status: string) => status === 'PENDING' || status === 'RUNNING'

export type Verdict = 'pass' | 'partial' | 'fail' | 'error' | 'done' | 'running' | 'pending' | 'cancelled'

interface Outcome {
  status: string
  checksPassed: number | null
  checksTotal: number | null
  passed: boolean | null
}

/** What a cell of the matrix says. Without checks a completed item is done, neither right nor wrong. */
export function verdictOf({ status, checksPassed, checksTotal, passed }: Outcome): Verdict {
  if (status === 'FAILED') return 'error'
  if (status === 'PENDING') return 'pending'
  if (status === 'RUNNING') return 'running'
  if (status === 'CANCELLED') return 'cancelled'
  if (!checksTotal) return status === 'PARTIAL_TOOL_SUPPORT' ? 'partial' : 'done'
  if (passed ?? checksPassed === checksTotal) return status === 'PARTIAL_TOOL_SUPPORT' ? 'partial' : 'pass'
  return (checksPassed ?? 0) > 0 ? 'partial' : 'fail'
}

export const verdictLabels: Record<Verdict, string> = {
  pass: 'passed',
  partial: 'partly passed',
  fail: 'failed its checks',
  error: 'ended in an error',
  done: 'done, without checks',
  running: 'running',
  pending: 'waiting',
  cancelled: 'cancelled',
}

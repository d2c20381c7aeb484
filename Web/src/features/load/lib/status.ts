type Tone = 'plain' | 'signal' | 'good' | 'bad'

const words: Record<string, { label: string; tone: Tone }> = {
  QUEUED: { label: 'Waiting', tone: 'plain' },
  RUNNING: { label: 'Live', tone: 'signal' },
  COMPLETED: { label: 'Done', tone: 'good' },
  FAILED: { label: 'No answer', tone: 'bad' },
  CANCELLED: { label: 'Cancelled', tone: 'plain' },
  INTERRUPTED: { label: 'Interrupted', tone: 'bad' },
}

export const loadStatus = (status: string) => words[status] ?? { label: status.toLowerCase(), tone: 'plain' }
export const isActive = (status: string) => status === 'QUEUED' || status === 'RUNNING'

/** Why a level is more than a car bears, in one sentence. */
export const saturationReasons: Record<string, string> = {
  rising: 'Requests in flight and time to first token rose together: more came than was answered.',
  growing: 'Whoever came later waited longer: the response time grew by at least half over the stage.',
  shed: 'More than one request in twenty was turned away, never sent or never answered.',
  flat: 'Twice in a row, more requests in flight brought no more answers per second.',
}

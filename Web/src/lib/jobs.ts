/** Something the server is at work on, or was. */
export interface Job {
  key: string
  label: string
  /** What its colour is kept under; null for what has no model of its own. */
  modelId: string | null
  /** "demo · running · 4 min ago" */
  note: string
  active: boolean
  createdAt: string
  /** 0 to 1; null when it is not known. */
  progress: number | null
  to: JobAddress
  /** What a press on the stop button does; null when it cannot be stopped. */
  cancel: (() => Promise<unknown>) | null
}

export type JobAddress =
  | { page: 'studio'; session: string | null }
  | { page: 'race'; runId: number }
  | { page: 'load'; loadId: number }

export interface Jobs {
  jobs: Job[]
  error: unknown
  refetch: () => void
}

/** What is recorded of a job's runs. */
export interface RunStart {
  readonly jobId: string
  readonly name: string
  /** 1 for the first run. */
  readonly attempt: number
  readonly enqueuedAt: Date
  /** Which worker process runs it. */
  readonly worker: string
}

export type RunEnd =
  | { readonly state: 'completed'; readonly result: object }
  | { readonly state: 'failed'; readonly error: string }

export interface DeadJob {
  readonly jobId: string
  readonly name: string
  readonly payload: object
  readonly error: string
  readonly stack: string | null
  readonly attempts: number
  readonly firstSeenAt: Date
}

import type { InfraConfig } from '@loadout/infra'

/** `workerData` of a sandbox thread: one job, and what it needs to build services of its own. */
export interface SandboxTask {
  readonly config: InfraConfig
  readonly job: string
  /** As the job's schema parsed it. */
  readonly input: unknown
}

/** The one message to a thread: stop what you are doing. */
export const ABORT = 'abort'

/** The one message from a thread. */
export type SandboxAnswer =
  | { readonly kind: 'completed'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: Error; readonly isFinal: boolean }

import type { QueueName } from '@loadout/core/jobs'
import type { z } from 'zod'

/** What transport and runtime need to know of a job; every definition of the catalogue is one. */
export interface AnyJob {
  readonly name: string
  readonly queue: QueueName
  readonly input: z.ZodType
  readonly result: z.ZodType
  readonly attempts: number
  readonly backoffMs: number
  readonly timeoutMs: number
  readonly sandboxed?: boolean
  /** Takes what `input` parsed. Declared with `never` so that a definition of any input fits. */
  readonly coalesceKey?: (input: never) => string
}

/** Jobs by name: `JOBS` of core, or a test's own. */
export type JobRegistry = Readonly<Record<string, AnyJob>>

export function findJob(registry: JobRegistry, name: string): AnyJob | undefined {
  return Object.hasOwn(registry, name) ? registry[name] : undefined
}

/** The key under which runs of this job coalesce; undefined for jobs that do not, or a bad payload. */
export function coalesceKeyOf(job: AnyJob, payload: unknown): string | undefined {
  if (job.coalesceKey === undefined) return undefined
  const input = job.input.safeParse(payload)
  // What the job's own schema parsed is what its key function takes.
  return input.success ? job.coalesceKey(input.data as never) : undefined
}

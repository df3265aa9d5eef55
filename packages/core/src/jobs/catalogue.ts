import type { z } from 'zod'
import { cleanupJob } from '../ops/jobs.ts'
import { retryQuarantineJob, rollupJob } from '../stats/jobs.ts'

/** Every job there is. Adding one here is what makes its handler mandatory in the worker. */
export const JOBS = {
  [rollupJob.name]: rollupJob,
  [retryQuarantineJob.name]: retryQuarantineJob,
  [cleanupJob.name]: cleanupJob,
} as const

export type Jobs = typeof JOBS
export type JobName = keyof Jobs
export type JobInput<Name extends JobName> = z.output<Jobs[Name]['input']>
export type JobResult<Name extends JobName> = z.output<Jobs[Name]['result']>

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name)
}

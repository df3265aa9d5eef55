import type { z } from 'zod'
import { sendMailJob } from '../accounts/jobs.ts'
import { computeRelatedJob, releaseExpiredJob } from '../catalog/jobs.ts'
import { recountCommentsJob } from '../comments/jobs.ts'
import { crawlerTickJob, crawlJob } from '../crawler/jobs.ts'
import { importJob } from '../imports/jobs.ts'
import { refreshLeaderboardsJob } from '../leaderboards/jobs.ts'
import { cleanupJob } from '../ops/jobs.ts'
import { eraseAccountJob } from '../personal/jobs.ts'
import { eraseJob } from '../players/jobs.ts'
import { recountPostsJob } from '../posts/jobs.ts'
import { recountQuestionsJob } from '../questions/jobs.ts'
import { updateRatingsJob } from '../ratings/jobs.ts'
import { recountReviewsJob, watchReviewsJob } from '../reviews/jobs.ts'
import {
  auditJob,
  rebuildJob,
  rebuildSweepJob,
  rederiveJob,
  rederiveSweepJob,
  retryQuarantineJob,
  rollupJob,
} from '../stats/jobs.ts'

/** Every job there is. Adding one here is what makes its handler mandatory in the worker. */
export const JOBS = {
  [sendMailJob.name]: sendMailJob,
  [eraseAccountJob.name]: eraseAccountJob,
  [releaseExpiredJob.name]: releaseExpiredJob,
  [computeRelatedJob.name]: computeRelatedJob,
  [importJob.name]: importJob,
  [rollupJob.name]: rollupJob,
  [retryQuarantineJob.name]: retryQuarantineJob,
  [cleanupJob.name]: cleanupJob,
  [crawlerTickJob.name]: crawlerTickJob,
  [crawlJob.name]: crawlJob,
  [eraseJob.name]: eraseJob,
  [updateRatingsJob.name]: updateRatingsJob,
  [refreshLeaderboardsJob.name]: refreshLeaderboardsJob,
  [recountPostsJob.name]: recountPostsJob,
  [recountCommentsJob.name]: recountCommentsJob,
  [recountQuestionsJob.name]: recountQuestionsJob,
  [recountReviewsJob.name]: recountReviewsJob,
  [watchReviewsJob.name]: watchReviewsJob,
  [rebuildJob.name]: rebuildJob,
  [rebuildSweepJob.name]: rebuildSweepJob,
  [auditJob.name]: auditJob,
  [rederiveJob.name]: rederiveJob,
  [rederiveSweepJob.name]: rederiveSweepJob,
} as const

export type Jobs = typeof JOBS
export type JobName = keyof Jobs
export type JobInput<Name extends JobName> = z.output<Jobs[Name]['input']>
export type JobResult<Name extends JobName> = z.output<Jobs[Name]['result']>

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name)
}

import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** Makes a new edition of every leaderboard whose numbers have changed and whose turn it is. */
export const refreshLeaderboardsJob = defineJob({
  name: 'leaderboards.refresh',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ editions: z.int(), entries: z.int() }),
  attempts: 3,
  backoffMs: 2_000,
  timeoutMs: 600_000,
  coalesceKey: () => 'leaderboards.refresh',
})

import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'

/** A look around that costs next to nothing: starts `crawler.crawl` where there is something to do. */
export const crawlerTickJob = defineJob({
  name: 'crawler.tick',
  queue: 'ops',
  input: z.object({}),
  result: z.object({ regions: z.int().describe('Regions in which crawling was started.') }),
  attempts: 3,
  backoffMs: 1_000,
  timeoutMs: 30_000,
  coalesceKey: () => 'crawler.tick',
})

/** Crawls one region for a slice of time, or until there is nothing to do. */
export const crawlJob = defineJob({
  name: 'crawler.crawl',
  queue: 'bulk',
  input: z.object({ region: z.string().min(1).max(32) }),
  result: z.object({
    calls: z.int(),
    found: z.int().describe('Matches not heard of before.'),
    fetched: z.int(),
    gone: z.int(),
    failed: z.int(),
  }),
  attempts: 3,
  backoffMs: 1_000,
  timeoutMs: 90_000,
  coalesceKey: ({ region }) => `crawler.crawl:${region}`,
  sandboxed: true,
})

import { crawlerContract, crawlerStatus, startCrawler, stopCrawler } from '@loadout/core/crawler'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const SWITCH = {
  auth: 'crawler:write',
  rate: 'write',
  cache: 'private',
  errors: ['FORBIDDEN', 'CRAWLER_NOT_CONFIGURED'],
} as const satisfies Partial<ProcedureMeta>

export const crawlerRouter = {
  status: procedure
    .meta({
      rest: 'GET /crawler',
      auth: 'ops:read',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN'],
      docs: {
        summary:
          'How crawling goes in each region: calls, matches, breaker, and what it waits for.',
        example: {},
      },
    })
    .input(z.object({}).prefault({}))
    .output(crawlerContract.crawlerStatusOutput)
    .query(({ ctx }) => crawlerStatus(ctx)),

  start: procedure
    .meta({
      rest: 'POST /crawler/start',
      ...SWITCH,
      docs: {
        summary: 'Starts crawling, in all configured regions if none is named.',
        example: { regions: ['eu', 'na'] },
      },
    })
    .input(crawlerContract.regionsInput.prefault({}))
    .output(crawlerContract.regionsSwitched)
    .mutation(({ ctx, input }) => startCrawler(ctx, input)),

  stop: procedure
    .meta({
      rest: 'POST /crawler/stop',
      ...SWITCH,
      docs: {
        summary: 'Stops crawling, in all regions if none is named; nothing is forgotten.',
        example: {},
      },
    })
    .input(crawlerContract.regionsInput.prefault({}))
    .output(crawlerContract.regionsSwitched)
    .mutation(({ ctx, input }) => stopCrawler(ctx, input)),
} satisfies TRPCRouterRecord

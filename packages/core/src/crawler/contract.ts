import { z } from 'zod'

export const regionSchema = z.string().regex(/^[a-z0-9-]{1,16}$/)

/** Which regions a switch is for; all that are configured if left out. */
export const regionsInput = z.object({
  regions: z.array(regionSchema).min(1).max(32).optional(),
})

/** The regions that are now as they were asked to be. */
export const regionsSwitched = z.object({ regions: z.array(regionSchema) })
export type RegionsSwitched = z.output<typeof regionsSwitched>

const time = z.iso.datetime().nullable()

export const crawlerRegionSchema = z
  .object({
    region: regionSchema,
    enabled: z.boolean().describe('Whether it was started.'),
    configured: z
      .boolean()
      .describe('A worker had it in its configuration within the last minute.'),
    waitsFor: z
      .enum(['limits', 'rollup', 'quarantine'])
      .nullable()
      .describe('Rate limits, the roll-up backlog, or too many documents in quarantine.'),
    resumeAt: time,
    breaker: z.object({
      state: z.enum(['closed', 'open', 'half-open']),
      failures: z.int().describe('Failed calls in a row.'),
      openUntil: time,
    }),
    calls: z.object({
      total: z.int(),
      throttled: z.int().describe('Answered 429.'),
      failed: z.int(),
      lastAt: time,
      lastError: z.string().nullable(),
      lastErrorAt: time,
    }),
    matches: z
      .object({ pending: z.int(), fetched: z.int(), gone: z.int(), failed: z.int() })
      .describe('Pending ones now, the others so far.'),
    players: z.int().describe('Players whose match lists are walked.'),
  })
  .meta({ id: 'CrawlerRegion' })
export type CrawlerRegion = z.output<typeof crawlerRegionSchema>

export const crawlerStatusOutput = z
  .object({ regions: z.array(crawlerRegionSchema) })
  .meta({ id: 'CrawlerStatus' })
export type CrawlerStatus = z.output<typeof crawlerStatusOutput>

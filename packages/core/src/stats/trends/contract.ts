import { z } from 'zod'
import {
  agentFilter,
  agentRefSchema,
  notKept,
  statsFilters,
  TIER_BUCKETS,
  updatedAt,
} from '../contract.ts'

export const TREND_METRICS = [
  'winRate',
  'roundWinRate',
  'pickRate',
  'presence',
  'kda',
  'acs',
  'adr',
] as const
export type TrendMetric = (typeof TREND_METRICS)[number]

/** Points of one series, and of each where every agent has one: an answer stays below 1 MB. */
export const MAX_POINTS = { oneAgent: 400, everyAgent: 100 } as const

const day = z.iso.date()
/** A day that weeks around it are days as well, to JavaScript and to PostgreSQL. */
const askedDay = day.refine((date) => date >= '1970-01-01' && date <= '2999-12-31', {
  error: 'must be between 1970-01-01 and 2999-12-31',
})
const notByDay = 'days are kept by queue, tier bucket and agent only'

export const trendsInput = z.object({
  queue: statsFilters.queue,
  tier: z
    .enum(TIER_BUCKETS, { error: 'days are kept by bucket (all, low, mid, high)' })
    .default('all'),
  patch: notKept(notByDay),
  act: notKept(notByDay),
  region: notKept(notByDay),
  map: notKept(notByDay),
  agent: agentFilter.describe('One series, of this agent; every agent has one without it.'),
  metric: z.enum(TREND_METRICS).default('winRate'),
  interval: z.enum(['day', 'week']).default('day').describe('Weeks begin on Monday.'),
  from: askedDay.optional().describe('First UTC day; default: 30 intervals up to `to`.'),
  to: askedDay.optional().describe('Last UTC day; default: today.'),
})

export const trendPointSchema = z
  .object({
    start: day.describe('First day of the interval.'),
    n: z.int().describe('What the value is over: games, rounds, matches, or deaths for KDA.'),
    value: z.number(),
    lo: z.number().nullable().describe('95 % interval; null for means, which have none here.'),
    hi: z.number().nullable(),
  })
  .meta({ id: 'TrendPoint' })
export type TrendPoint = z.output<typeof trendPointSchema>

export const trendsOutput = z
  .object({
    metric: z.enum(TREND_METRICS),
    interval: z.enum(['day', 'week']),
    from: day.describe('Widened to whole weeks where weeks are asked for.'),
    to: day,
    series: z.array(
      z
        .object({
          agent: agentRefSchema,
          points: z.array(trendPointSchema).describe('Intervals without games have none.'),
        })
        .meta({ id: 'TrendSeries' }),
    ),
    matches: z
      .array(z.object({ start: day, matches: z.int() }))
      .describe('Of all agents; intervals without a match are left out.'),
    updatedAt,
  })
  .meta({ id: 'Trends' })
export type Trends = z.output<typeof trendsOutput>

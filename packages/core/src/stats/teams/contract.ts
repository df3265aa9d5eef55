import { z } from 'zod'
import { pageInput, pageOf } from '../../pagination.ts'
import {
  agentFilter,
  agentRefSchema,
  lowSample,
  mapFilter,
  minGames,
  notKept,
  rateSchema,
  sampleInput,
  statsFilters,
  TIER_BUCKETS,
  updatedAt,
} from '../contract.ts'

const { queue, patch } = statsFilters

const teamMeasures = {
  games: z.int().describe('Team games.'),
  wins: z.int(),
  draws: z.int(),
  winRate: rateSchema,
  roundWinRate: rateSchema,
  lowSample,
}

export const compStatsSchema = z
  .object({
    agents: z
      .array(agentRefSchema.nullable())
      .describe('Five agents in a fixed order; null: the source does not name it.'),
    roles: z
      .object({
        duelist: z.int(),
        initiator: z.int(),
        controller: z.int(),
        sentinel: z.int(),
      })
      .describe('Agents of each role; those of unknown role count for none.'),
    ...teamMeasures,
    pickRate: rateSchema.describe('Team games / (2 x matches).'),
    attackRoundWinRate: rateSchema,
  })
  .meta({ id: 'CompStats' })
export type CompStats = z.output<typeof compStatsSchema>

export const COMP_SORTS = ['winRate', 'games'] as const

const notByComp = 'compositions are kept by queue, patch and map only'
export const compStatsInput = z.object({
  queue,
  patch,
  map: mapFilter,
  act: notKept(notByComp),
  region: notKept(notByComp),
  tier: notKept(notByComp),
  ...sampleInput,
  minGames: z
    .int()
    .min(2)
    .max(1_000_000_000)
    .default(10)
    .describe('Leaves out compositions with fewer team games; those seen once are never listed.'),
  sort: z.enum(COMP_SORTS).default('winRate').describe('Descending; rates by their lower bound.'),
  ...pageInput,
})
export const compStatsOutput = pageOf(compStatsSchema).extend({ matches: z.int(), updatedAt })

export const duoStatsSchema = z
  .object({
    agents: z.tuple([agentRefSchema, agentRefSchema]),
    ...teamMeasures,
    expectedWinRate: z
      .number()
      .describe("What both agents' own win rates predict, added up in log-odds."),
    lift: z.number().describe('Win rate less the expected one.'),
    liftLo: z.number().describe('Lower bound of the win rate less the expected one.'),
  })
  .meta({ id: 'DuoStats' })
export type DuoStats = z.output<typeof duoStatsSchema>

export const DUO_SORTS = [
  'liftLo',
  'winRate',
  'games',
] as const satisfies readonly (keyof DuoStats)[]

const notByDuo = 'pairs are kept by queue, patch, tier bucket and map only'
export const duoStatsInput = z
  .object({
    queue,
    patch,
    map: mapFilter,
    act: notKept(notByDuo),
    region: notKept(notByDuo),
    tier: z
      .enum(TIER_BUCKETS, { error: 'pairs are kept by bucket (all, low, mid, high)' })
      .default('all'),
    agent: agentFilter.describe('Pairs with this agent, by uuid or name.'),
    ...sampleInput,
    minGames: minGames(10),
    sort: z.enum(DUO_SORTS).default('liftLo').describe('Descending; rates by their lower bound.'),
    limit: z.int().min(1).max(500).default(50),
  })
  .refine(({ map, tier }) => map === undefined || tier === 'all', {
    path: ['tier'],
    error: 'pairs on one map are kept for all tiers together',
  })
export const duoStatsOutput = z.object({
  items: z.array(duoStatsSchema),
  matches: z.int(),
  updatedAt,
})

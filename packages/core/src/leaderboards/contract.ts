import { z } from 'zod'
import { pageInput } from '../pagination.ts'
import { identitySchema, playerRefSchema, tierRefSchema } from '../players/contract.ts'
import { lookupText, rateSchema } from '../stats/contract.ts'

const scopeFilters = {
  queue: lookupText(32).default('competitive').describe('Queue id, e.g. `competitive`.'),
  act: lookupText(64)
    .optional()
    .describe('Act uuid or short name, e.g. `e10a2`; all acts if left out.'),
  region: lookupText(32).optional().describe('Region, e.g. `eu`: players with games there.'),
}

const boardFilters = {
  ...scopeFilters,
  by: z
    .enum(['rating', 'acs', 'winRate'])
    .default('rating')
    .describe(
      'rating: mu - 3 sigma of the OpenSkill rating, which no act resets; acs: combat score per round; winRate: lower bound of its 95 % interval.',
    ),
}

const ratingHasNoAct = {
  path: ['act'],
  message: 'a rating is not made per act: leave the act out, or rank by acs or winRate',
}
const actFits = ({ by, act }: { readonly by: string; readonly act?: string | undefined }) =>
  by !== 'rating' || act === undefined

export const leaderboardInput = z
  .object({ ...boardFilters, ...pageInput })
  .refine(actFits, ratingHasNoAct)

export const leaderboardAroundInput = z
  .object({
    player: playerRefSchema,
    ...boardFilters,
    limit: z.int().min(1).max(50).default(5).describe('Places shown before the player, and after.'),
  })
  .refine(actFits, ratingHasNoAct)

export const leaderboardEntrySchema = z
  .object({
    rank: z.int().describe('From 1. Of equal values the one that was reached first is ahead.'),
    player: identitySchema.nullable().describe('null: a player who has not agreed to be shown.'),
    value: z.number().describe('What the board ranks by.'),
    games: z.int(),
    winRate: rateSchema,
    acs: z.number().describe('Combat score per round played.'),
    rating: z
      .object({ mu: z.number(), sigma: z.number() })
      .nullable()
      .describe('On boards by rating.'),
  })
  .meta({ id: 'LeaderboardEntry' })
export type LeaderboardEntry = z.output<typeof leaderboardEntrySchema>

const boardFacts = {
  players: z.int().describe('Places on the board.'),
  minGames: z.int().describe('Games a player needs for a place: 1 by rating, else 10.'),
  updatedAt: z.iso
    .datetime()
    .nullable()
    .describe('When the board was made; null when there is none.'),
}

export const leaderboardOutput = z.object({
  items: z.array(leaderboardEntrySchema),
  nextCursor: z
    .string()
    .nullable()
    .describe(
      'Stays with the state of the board it began on, for at least two minutes after it was replaced; then BAD_CURSOR.',
    ),
  ...boardFacts,
})
export type Leaderboard = z.output<typeof leaderboardOutput>

export const leaderboardAroundOutput = z.object({
  rank: z.int().nullable().describe("The player's own; null: not on the board."),
  items: z.array(leaderboardEntrySchema),
  ...boardFacts,
})
export type LeaderboardAround = z.output<typeof leaderboardAroundOutput>

export const rankDistributionInput = z.object(scopeFilters)

export const rankDistributionOutput = z
  .object({
    tiers: z
      .array(
        z.object({
          tier: tierRefSchema,
          players: z.int(),
          share: rateSchema.describe('Of the ranked players.'),
          top: rateSchema.describe('Ranked players with this tier or a higher one: "top x %".'),
        }),
      )
      .describe('Ranked tiers that somebody has, lowest first.'),
    ranked: z.int(),
    unranked: z.int().describe('Players without a rank in their latest match: in no share.'),
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'RankDistribution',
    description: 'Players by their tier in their latest match of the act.',
  })
export type RankDistribution = z.output<typeof rankDistributionOutput>

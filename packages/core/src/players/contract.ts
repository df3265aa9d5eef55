import { z } from 'zod'
import { matchSummarySchema, teamSchema } from '../matches/contract.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { agentRefSchema, lookupText, mapRefSchema } from '../stats/contract.ts'
import { coreMeasuresSchema, gameMeasuresSchema } from '../stats/measures/contract.ts'

/** Text of any script: names hold what people type. */
const nameText = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, 'must not hold control characters')

/** Which player: ids as sources give them, names without regard to case or compatible characters. */
export const playerRefSchema = nameText.describe('A puuid, or `name#tag`.')

/** Filters of a player's games. Absent means "all"; values that no match has give empty answers. */
export const gameFilters = {
  queue: lookupText(32).optional().describe('Queue id, e.g. `competitive`.'),
  act: lookupText(64).optional().describe('Act uuid or short name, e.g. `e10a2`.'),
  region: lookupText(32).optional().describe('Region, e.g. `eu`.'),
}
export const fineGameFilters = {
  ...gameFilters,
  map: lookupText(128).optional().describe('Map uuid or name.'),
  agent: lookupText(64).optional().describe('Agent uuid or name.'),
  patch: z
    .string()
    .max(16)
    .regex(/^\d{1,2}\.\d{1,2}$/)
    .optional()
    .describe('Game patch, e.g. `11.8`.'),
}

export const identitySchema = z
  .object({ puuid: z.string(), name: z.string().nullable(), tag: z.string().nullable() })
  .meta({ id: 'PlayerIdentity' })
export type Identity = z.output<typeof identitySchema>

export const searchPlayersInput = z.object({
  query: nameText.max(100).describe('Beginning of `name#tag`; every character stands for itself.'),
  ...pageInput,
})
export const searchPlayersOutput = pageOf(identitySchema)

export const gameResultSchema = z.enum(['win', 'loss', 'draw'])
export type GameResult = z.output<typeof gameResultSchema>

export const tierRefSchema = z
  .object({ tier: z.int().describe('0: unranked.'), name: z.string() })
  .meta({ id: 'TierRef' })

/** A player's own line of one match. */
export const playerGameSchema = z
  .object({
    match: matchSummarySchema,
    team: teamSchema,
    result: gameResultSchema,
    roundsWon: z.int(),
    roundsLost: z.int(),
    agent: agentRefSchema.nullable(),
    tier: tierRefSchema,
    kills: z.int(),
    deaths: z.int(),
    assists: z.int(),
    acs: z.number().describe('Combat score per round played.'),
    adr: z.number().describe('Damage to enemies per round played.'),
  })
  .meta({ id: 'PlayerGame' })
export type PlayerGame = z.output<typeof playerGameSchema>

export const playerMatchesInput = z.object({
  player: playerRefSchema,
  ...fineGameFilters,
  result: gameResultSchema.optional(),
  ...pageInput,
})
export const playerMatchesOutput = pageOf(playerGameSchema).describe(
  'Newest first. A page looks at a bounded number of games: one with rare filters may be short, even empty, and still have a `nextCursor`.',
)

export const playerProfileInput = z.object({ player: playerRefSchema, ...gameFilters })

const slice = {
  lastPlayedAt: z.iso.datetime().describe('Start of the latest of these games.'),
  tier: tierRefSchema.describe('In the latest of these games in which the player had a rank.'),
  measures: gameMeasuresSchema,
}

export const ratingSchema = z
  .object({
    value: z.number().describe('mu - 3 sigma: what boards by rating are sorted by.'),
    mu: z.number(),
    sigma: z.number(),
    games: z.int().describe('Games it is made from, whatever the filters.'),
  })
  .meta({ id: 'PlayerRating', description: 'OpenSkill rating of a player in a queue.' })

export const playerProfileOutput = z
  .object({
    player: identitySchema,
    lastPlayedAt: z.iso.datetime().nullable(),
    tier: tierRefSchema.describe('In the latest game in which the player had a rank.'),
    totals: gameMeasuresSchema,
    queues: z
      .array(z.object({ queue: z.string(), rating: ratingSchema.nullable(), ...slice }))
      .describe('Per queue, most games first.'),
    acts: z
      .array(z.object({ act: z.string().nullable().describe('Act uuid.'), ...slice }))
      .describe('Per act, latest first.'),
    recent: z
      .object({
        games: z.array(playerGameSchema),
        measures: coreMeasuresSchema,
        agents: z.array(
          z.object({ agent: agentRefSchema.nullable(), measures: coreMeasuresSchema }),
        ),
        maps: z.array(z.object({ map: mapRefSchema, measures: coreMeasuresSchema })),
      })
      .describe('The latest games, 20 at most; the agents and maps played most in them.'),
  })
  .meta({ id: 'PlayerProfile' })
export type PlayerProfile = z.output<typeof playerProfileOutput>

export const setConsentInput = z.object({
  player: playerRefSchema,
  consented: z.boolean().describe('Whether the player agrees to be shown.'),
})
export const setConsentOutput = z.object({
  consentedAt: z.iso.datetime().nullable().describe('Since when; null: not.'),
})

export const erasePlayerInput = z.object({ player: playerRefSchema })
export const erasePlayerOutput = z.object({
  known: z
    .boolean()
    .describe('Whether there was a player: false when erased before, or never seen.'),
})

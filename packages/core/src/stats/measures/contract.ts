import { z } from 'zod'
import { rateSchema, totalsSchema } from '../contract.ts'

/** The measures that short lists show. */
const core = {
  games: z.int().describe('Player games: wins + losses + draws.'),
  wins: z.int(),
  losses: z.int(),
  draws: z.int(),
  winRate: rateSchema,
  kd: z.number().describe('kills / max(1, deaths).'),
  kda: z.number().describe('(kills + assists) / max(1, deaths).'),
  acs: z.number().describe('Combat score per round played.'),
  adr: z.number().describe('Damage to enemies per round played.'),
  headshotRate: rateSchema.describe('Head hits over all hits on enemies.'),
  kast: rateSchema.describe('Rounds with a kill, an assist, survival or a traded death.'),
}

export const coreMeasuresSchema = z.object(core).meta({ id: 'CoreMeasures' })
export type CoreMeasures = z.output<typeof coreMeasuresSchema>

export const gameMeasuresSchema = z
  .object({
    ...core,
    roundWinRate: rateSchema,
    attackRoundWinRate: rateSchema,
    defenceRoundWinRate: rateSchema,
    damageDelta: z.number().describe('Damage dealt less damage received, per round played.'),
    firstBloodRate: rateSchema.describe('First bloods per round played.'),
    firstDeathRate: rateSchema.describe('First deaths per round played.'),
    tradeKillRate: rateSchema.describe('Kills that avenged a teammate over kills.'),
    tradedDeathRate: rateSchema.describe('Deaths that a teammate avenged over deaths.'),
    multikills: z
      .object({ k2: z.number(), k3: z.number(), k4: z.number(), k5: z.number() })
      .describe('Rounds with exactly two, three, four, and five or more kills, per 100 rounds.'),
    clutches: z.object({
      rate: rateSchema.describe('Won over attempted, alone against two or more.'),
      against: z
        .tuple([rateSchema, rateSchema, rateSchema, rateSchema, rateSchema])
        .describe('Won over attempted, alone against 1, 2, 3, 4, 5.'),
    }),
    plantsPerGame: z.number(),
    defusesPerGame: z.number(),
    econRating: z
      .number()
      .nullable()
      .describe('Damage per 1,000 credits spent; null when no game says what was spent.'),
    castsPerRound: z
      .object({
        grenade: z.number(),
        ability1: z.number(),
        ability2: z.number(),
        ultimate: z.number(),
      })
      .nullable()
      .describe('Ability casts per round; null when no game says.'),
    totals: totalsSchema,
  })
  .meta({ id: 'GameMeasures', description: 'What player games add up to.' })
export type GameMeasures = z.output<typeof gameMeasuresSchema>

import { z } from 'zod'
import { agentRefSchema, mapRefSchema, rateSchema, weaponRefSchema } from '../../stats/contract.ts'
import { coreMeasuresSchema, gameMeasuresSchema } from '../../stats/measures/contract.ts'
import {
  fineGameFilters,
  gameFilters,
  gameResultSchema,
  identitySchema,
  playerRefSchema,
} from '../contract.ts'

const filtered = { player: playerRefSchema, ...fineGameFilters }
const games = z.int().describe('Games these are made from: the latest ones that fit.')

export const playerAgentsInput = z.object(filtered).omit({ agent: true })
export const playerAgentsOutput = z
  .object({
    games,
    items: z
      .array(z.object({ agent: agentRefSchema.nullable(), measures: gameMeasuresSchema }))
      .describe('Most games first.'),
  })
  .meta({ id: 'PlayerAgents' })

export const playerMapsInput = z.object(filtered).omit({ map: true })
export const playerMapsOutput = z
  .object({
    games,
    items: z
      .array(z.object({ map: mapRefSchema, measures: gameMeasuresSchema }))
      .describe('Most games first.'),
  })
  .meta({ id: 'PlayerMaps' })

/** Matches whose weapons are read for one page. */
export const MAX_WEAPON_MATCHES = 500

export const playerWeaponsInput = z.object({
  ...filtered,
  last: z
    .int()
    .min(1)
    .max(MAX_WEAPON_MATCHES)
    .default(200)
    .describe('How many of the latest games to count.'),
})
export const playerWeaponSchema = z
  .object({
    ...weaponRefSchema.shape,
    games: z.int().describe('Games with the weapon.'),
    kills: z.int(),
    killShare: rateSchema.describe('Kills with it over all kills.'),
    headshotRate: rateSchema.describe('Head hits over all hits, in rounds begun with it.'),
    rounds: z.int().describe('Rounds begun with it.'),
    damagePerRound: z.number().describe('Damage in rounds begun with it, per such round.'),
    killsPerGame: z.number(),
  })
  .meta({ id: 'PlayerWeapon', description: 'A weapon, or the slot of an ability.' })
export type PlayerWeapon = z.output<typeof playerWeaponSchema>
export const playerWeaponsOutput = z
  .object({
    matches: z.int().describe('Matches counted: the latest ones that fit.'),
    items: z.array(playerWeaponSchema).describe('Most kills first.'),
  })
  .meta({ id: 'PlayerWeapons' })

export const playerFormInput = z.object({
  ...filtered,
  last: z.int().min(1).max(100).default(20).describe('Games in the series.'),
  window: z
    .int()
    .min(1)
    .max(50)
    .default(5)
    .describe('Games that a rolling value is made from: the game and those before it.'),
  days: z.literal([30, 90]).default(30).describe('How far back the values per day go.'),
})
export const playerFormOutput = z
  .object({
    games: z
      .array(
        z.object({
          matchId: z.string(),
          startedAt: z.iso.datetime(),
          result: gameResultSchema,
          measures: coreMeasuresSchema,
          rolling: coreMeasuresSchema.describe('Over `window` games that end with this one.'),
        }),
      )
      .describe('Oldest first.'),
    days: z
      .array(z.object({ day: z.iso.date(), measures: coreMeasuresSchema }))
      .describe('Days (UTC) with games, oldest first.'),
  })
  .meta({ id: 'PlayerForm' })
export type PlayerForm = z.output<typeof playerFormOutput>

export const headToHeadInput = z.object({
  a: playerRefSchema,
  b: playerRefSchema,
  ...gameFilters,
})
const bothSides = z.object({ a: coreMeasuresSchema, b: coreMeasuresSchema })
export const headToHeadOutput = z
  .object({
    a: identitySchema,
    b: identitySchema,
    together: bothSides.describe('Games in one team: both have the same results.'),
    against: bothSides.describe('Games against each other: a win of one is a loss of the other.'),
    duels: z
      .object({
        matches: z.int(),
        killsOfA: z.int().describe('Kills of b by a.'),
        killsOfB: z.int().describe('Kills of a by b.'),
      })
      .describe('From the kills of their latest 20 games against each other.'),
  })
  .meta({ id: 'HeadToHead', description: 'Two players in their latest 1,000 shared games.' })
export type HeadToHead = z.output<typeof headToHeadOutput>

import { z } from 'zod'
import { agentRefSchema, rateSchema, weaponRefSchema } from '../stats/contract.ts'
import { matchIdSchema, teamSchema } from './contract.ts'
import { ROUND_RESULTS } from './match-document.ts'

export const sideSchema = z.enum(['attack', 'defence'])
export type Side = z.output<typeof sideSchema>

const playerIndex = z.int().describe('Index into `players`.')
const atMs = z.int().describe('Milliseconds since the round began.')
const roundNumber = z.int().describe('0-based, as in the match.')
/** A round that a caller asks for. */
const askedRound = z.int().min(0).max(999)

export const pagePlayerSchema = z
  .object({
    puuid: z.string().nullable().describe('null: the player was erased.'),
    team: teamSchema,
    agent: agentRefSchema.nullable(),
  })
  .meta({ id: 'PagePlayer' })
export type PagePlayer = z.output<typeof pagePlayerSchema>

const weapon = weaponRefSchema.nullable().describe('null: the source has none (spike, fall).')

/** Where a round lies in its match. */
const roundPlace = {
  number: roundNumber,
  half: z.literal([1, 2]).nullable().describe('null: overtime.'),
  overtime: z.boolean(),
  attacker: teamSchema.nullable().describe('null: a surrendered round, which nobody played.'),
  winner: teamSchema,
}

export const matchTimelineInput = z.object({
  matchId: matchIdSchema,
  round: askedRound.optional().describe('This round only, 0-based.'),
  side: sideSchema
    .optional()
    .describe('Only what players of this side did; counts of the living stay those of both teams.'),
})

const eventBase = {
  atMs,
  alive: z
    .object({ red: z.int(), blue: z.int() })
    .describe('Players alive after it; who is revived later counts as alive throughout.'),
}
const deathBase = {
  ...eventBase,
  assistants: z.array(playerIndex),
  weapon,
  revived: z.boolean().describe('The victim came back to life in this round.'),
}

export const timelineEventSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('kill'),
      ...deathBase,
      killer: playerIndex,
      victim: playerIndex,
      teamKill: z.boolean().describe('Of a teammate: a death, but nobody’s kill.'),
      firstBlood: z.boolean().describe('The first kill of an enemy in the round.'),
      avenged: z
        .array(playerIndex)
        .describe('Teammates whose deaths this kill traded, within five seconds.'),
      traded: z.boolean().describe('The victim was avenged within five seconds.'),
    }),
    z.object({ type: z.literal('selfKill'), ...deathBase, player: playerIndex }),
    z.object({
      type: z.literal('plant'),
      ...eventBase,
      player: playerIndex,
      site: z.string().nullable(),
    }),
    z.object({ type: z.literal('defuse'), ...eventBase, player: playerIndex }),
  ])
  .meta({ id: 'TimelineEvent' })
export type TimelineEvent = z.output<typeof timelineEventSchema>

export const timelineRoundSchema = z
  .object({
    ...roundPlace,
    result: z.enum(ROUND_RESULTS),
    score: z
      .object({ red: z.int(), blue: z.int() })
      .describe('Rounds won by play, this round included.'),
    events: z.array(timelineEventSchema).describe('In time order.'),
    multikills: z
      .array(z.object({ player: playerIndex, kills: z.int() }))
      .describe('Players who killed two enemies or more.'),
    clutches: z
      .array(
        z.object({
          player: playerIndex,
          opponents: z.int().describe('The N of 1vN, when the player became the last one alive.'),
          won: z.boolean(),
        }),
      )
      .describe('At most one per team; the last two alive have a 1v1 both.'),
  })
  .meta({ id: 'TimelineRound' })
export type TimelineRound = z.output<typeof timelineRoundSchema>

export const matchTimelineOutput = z
  .object({
    matchId: z.string(),
    players: z.array(pagePlayerSchema),
    rounds: z.array(timelineRoundSchema),
  })
  .meta({ id: 'MatchTimeline' })
export type MatchTimeline = z.output<typeof matchTimelineOutput>

export const killMatrixInput = z
  .object({
    matchId: matchIdSchema,
    side: sideSchema
      .optional()
      .describe('Only what players did on this side: a row is the player who did it.'),
    fromRound: askedRound.default(0).describe('First round, 0-based.'),
    toRound: askedRound.optional().describe('Last round, itself included; the last one if absent.'),
  })
  .refine(({ fromRound, toRound }) => toRound === undefined || fromRound <= toRound, {
    path: ['toRound'],
    message: 'must not be before fromRound',
  })

const matrix = z.array(z.array(z.int()))

export const killMatrixOutput = z
  .object({
    matchId: z.string(),
    players: z.array(pagePlayerSchema).describe('Rows and columns of every matrix, in this order.'),
    fromRound: roundNumber,
    toRound: roundNumber,
    kills: matrix.describe(
      'Kills of enemies, [killer][victim]. A row sums to the kills of the player; a column and the deaths listed in `teamKills` and `selfKills` sum to the deaths.',
    ),
    firstBloods: matrix.describe('First kills of an enemy in a round, [killer][victim].'),
    trades: matrix.describe('Kills that avenged a teammate, [killer][victim].'),
    damage: matrix.describe('Damage to enemies, [dealer][receiver].'),
    teamKills: z
      .array(
        z.object({ round: roundNumber, atMs, killer: playerIndex, victim: playerIndex, weapon }),
      )
      .describe('A death of the victim, a kill of nobody.'),
    selfKills: z.array(
      z.object({
        round: roundNumber,
        atMs,
        player: playerIndex,
        weapon,
        isDeath: z
          .boolean()
          .describe(
            'Whether the deaths of the player have it: not when the spike or a fall killed.',
          ),
      }),
    ),
  })
  .meta({ id: 'KillMatrix' })
export type KillMatrix = z.output<typeof killMatrixOutput>

export const matchEconomyInput = z.object({ matchId: matchIdSchema })

const credits = z.int().nullable().describe('Credits; null: the source does not say.')
const econRating = z
  .number()
  .nullable()
  .describe('Damage to enemies per 1,000 credits spent; null: nothing spent, or not known.')
const spending = { spent: credits, damage: z.int(), econRating }

export const buySchema = z
  .enum(['eco', 'semi-eco', 'semi-buy', 'full-buy'])
  .describe('By the loadout value of the team: from 5,000, 10,000 and 20,000 credits on.')
export type Buy = z.output<typeof buySchema>

const teamBuySchema = z
  .object({
    spent: credits,
    loadout: credits,
    averageLoadout: z.number().nullable(),
    buy: buySchema.nullable().describe('null: loadouts not known, or a mode without buying.'),
  })
  .meta({ id: 'TeamBuy' })
export type TeamBuy = z.output<typeof teamBuySchema>

const buyRateSchema = z
  .object({
    buy: z.enum(['pistol', ...buySchema.options]).describe('Pistol rounds are no eco rounds here.'),
    winRate: rateSchema,
  })
  .meta({ id: 'BuyRate' })

const teamEconomySchema = z
  .object({ ...spending, buys: z.array(buyRateSchema) })
  .meta({ id: 'TeamEconomy' })
export type TeamEconomy = z.output<typeof teamEconomySchema>

export const economyRoundSchema = z
  .object({
    ...roundPlace,
    pistol: z.boolean().describe('The first round of a half, in modes with buying.'),
    teams: z.object({ red: teamBuySchema, blue: teamBuySchema }),
    players: z.array(
      z.object({
        player: playerIndex,
        spent: credits,
        loadout: credits,
        weapon: weaponRefSchema.nullable().describe('Bought or kept; null: not known.'),
        armor: z.string().nullable().describe('Id of the armour.'),
        damage: z.int(),
      }),
    ),
  })
  .meta({ id: 'EconomyRound' })
export type EconomyRound = z.output<typeof economyRoundSchema>

export const matchEconomyOutput = z
  .object({
    matchId: z.string(),
    players: z.array(z.object({ ...pagePlayerSchema.shape, ...spending })),
    teams: z.object({ red: teamEconomySchema, blue: teamEconomySchema }),
    rounds: z.array(economyRoundSchema),
  })
  .meta({ id: 'MatchEconomy' })
export type MatchEconomy = z.output<typeof matchEconomyOutput>

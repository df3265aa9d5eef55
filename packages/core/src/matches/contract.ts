import { z } from 'zod'
import { pageInput, pageOf } from '../pagination.ts'
import { agentRefSchema, lookupText, mapRefSchema, rateSchema } from '../stats/contract.ts'
import { DOCUMENT_ERROR_CODES, EXCLUSION_REASONS, ROUND_RESULTS } from './match-document.ts'

export const teamSchema = z.enum(['red', 'blue'])
export const winnerSchema = z.enum(['red', 'blue', 'draw'])

export const sourceSchema = z
  .string()
  .min(1)
  .max(32)
  .describe("Name of one of the game's sources: `riot`, `riot-client` or `henrik-v4` in VALORANT.")

export const ingestInput = z.object({
  source: sourceSchema,
  document: z.unknown().describe('The raw document, as the source sent it.'),
})

/** What became of one document. `excluded` and `quarantined` documents are kept with their reason. */
export const ingestOutcomeSchema = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('accepted'), matchId: z.string() }),
    z.object({ outcome: z.literal('duplicate'), matchId: z.string() }),
    z.object({
      outcome: z.literal('excluded'),
      matchId: z.string().nullable(),
      reason: z.enum(EXCLUSION_REASONS),
    }),
    z.object({
      outcome: z.literal('quarantined'),
      code: z.enum(DOCUMENT_ERROR_CODES),
      pointer: z.string().describe('RFC 6901 pointer into the document.'),
      message: z.string(),
    }),
  ])
  .meta({ id: 'IngestOutcome' })
export type IngestOutcome = z.output<typeof ingestOutcomeSchema>

/** Answer of a stream or file: counts, and why each line that was not counted was not. */
export const ingestReportSchema = z
  .object({
    accepted: z.int(),
    duplicate: z.int(),
    excluded: z.int(),
    quarantined: z.int(),
    rejected: z
      .array(
        z.object({
          line: z.int().describe('1-based line number.'),
          outcome: z.enum(['excluded', 'quarantined']),
          code: z.string(),
          pointer: z.string(),
          message: z.string(),
        }),
      )
      .describe('The first 1,000 lines that were not taken in.'),
  })
  .meta({ id: 'IngestReport' })
export type IngestReport = z.output<typeof ingestReportSchema>

export const matchIdSchema = z.uuid().toLowerCase()
export const getMatchInput = z.object({ matchId: matchIdSchema })

export const matchSummarySchema = z
  .object({
    id: z.string(),
    source: sourceSchema,
    queue: z.string(),
    map: mapRefSchema,
    patch: z.string(),
    act: z.string().nullable().describe('Act uuid.'),
    region: z.string().nullable(),
    startedAt: z.iso.datetime(),
    rounds: z.int().describe('Rounds played.'),
    redScore: z.int(),
    blueScore: z.int(),
    winner: winnerSchema,
    surrendered: z.boolean(),
  })
  .meta({ id: 'MatchSummary' })
export type MatchSummary = z.output<typeof matchSummarySchema>

const fiveCounts = z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()])

export const matchPlayerSchema = z
  .object({
    puuid: z
      .string()
      .nullable()
      .describe('null: the player has not consented to be shown, or was erased.'),
    name: z.string().nullable(),
    tag: z.string().nullable(),
    team: teamSchema,
    agent: agentRefSchema.nullable(),
    tier: z.int(),
    rounds: z.int(),
    score: z.int(),
    kills: z.int(),
    deaths: z.int(),
    assists: z.int(),
    damage: z.int(),
    headshots: z.int(),
    bodyshots: z.int(),
    legshots: z.int(),
    acs: z.number(),
    adr: z.number(),
    kast: rateSchema,
    firstBloods: z.int(),
    firstDeaths: z.int(),
    plants: z.int(),
    defuses: z.int(),
    multikills: z
      .object({ k2: z.int(), k3: z.int(), k4: z.int(), k5: z.int() })
      .describe('Rounds with exactly two, three, four, and with five or more kills.'),
    clutches: z.object({
      attempts: fiveCounts.describe('Rounds as last one alive against 1, 2, 3, 4, 5.'),
      wins: fiveCounts,
    }),
  })
  .meta({ id: 'MatchPlayer' })

const playerIndex = z.int().describe('Index into `players`.')
export const matchRoundSchema = z
  .object({
    number: z.int().describe('0-based.'),
    winner: teamSchema,
    attacker: teamSchema.nullable().describe('null: a surrendered round.'),
    result: z.enum(ROUND_RESULTS),
    ceremony: z.string().nullable(),
    plant: z.object({ player: playerIndex, atMs: z.int(), site: z.string().nullable() }).nullable(),
    defuse: z.object({ player: playerIndex, atMs: z.int() }).nullable(),
    kills: z.array(
      z.object({
        atMs: z.int(),
        killer: playerIndex,
        victim: playerIndex,
        assistants: z.array(playerIndex),
        weapon: z.string().nullable(),
      }),
    ),
    players: z.array(
      z.object({
        player: playerIndex,
        score: z.int(),
        damage: z.int(),
        spent: z.int().nullable(),
        loadout: z.int().nullable(),
        weapon: z.string().nullable(),
        armor: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'MatchRound' })

export const getMatchOutput = z
  .object({
    match: matchSummarySchema,
    players: z.array(matchPlayerSchema),
    rounds: z.array(matchRoundSchema),
  })
  .meta({ id: 'MatchDetail' })
export type MatchDetail = z.output<typeof getMatchOutput>

export const listMatchesInput = z.object({
  queue: lookupText(32).optional(),
  map: lookupText(128).optional().describe('Map uuid or name.'),
  patch: z
    .string()
    .max(16)
    .regex(/^\d{1,2}\.\d{1,2}$/)
    .optional(),
  act: lookupText(64).optional(),
  region: lookupText(32).optional(),
  ...pageInput,
})
export const listMatchesOutput = pageOf(matchSummarySchema)

import { z } from 'zod'
import {
  agentRefSchema,
  lookupText,
  lowSample,
  mapFilter,
  mapRefSchema,
  minGames,
  rateSchema,
  roleSchema,
  sampleInput,
  statsFilters,
  tierSchema,
  updatedAt,
} from '../contract.ts'
import { coreMeasuresSchema, gameMeasuresSchema } from '../measures/contract.ts'

export const LETTERS = ['S', 'A', 'B', 'C', 'D'] as const
const letter = z.enum(LETTERS)

const pickRate = rateSchema.describe('Picks over team slots: picks / (2 x matches).')

const agentCell = {
  agent: agentRefSchema,
  games: z.int().describe('Player games: wins + losses + draws.'),
  winRate: rateSchema,
  roundWinRate: rateSchema,
  pickRate,
  score: z
    .number()
    .describe("Standard score (z) of the lower win-rate bound within the agent's role."),
  letter,
  lowSample,
}

export const roleBoardCellSchema = z.object(agentCell).meta({ id: 'RoleBoardCell' })
export type RoleBoardCell = z.output<typeof roleBoardCellSchema>

export const roleBoardInput = z.object({
  ...statsFilters,
  ...sampleInput,
  top: z.int().min(1).max(29).default(3).describe('Agents per role.'),
})
export const roleBoardOutput = z
  .object({
    maps: z.array(
      z
        .object({
          map: mapRefSchema.nullable().describe('null: all maps together.'),
          roles: z.object({
            duelist: z.array(roleBoardCellSchema),
            initiator: z.array(roleBoardCellSchema),
            controller: z.array(roleBoardCellSchema),
            sentinel: z.array(roleBoardCellSchema),
          }),
        })
        .meta({ id: 'RoleBoardMap' }),
    ),
    matches: z.int(),
    updatedAt,
  })
  .meta({ id: 'RoleBoard' })
export type RoleBoard = z.output<typeof roleBoardOutput>

const agentMeasures = {
  ...gameMeasuresSchema.shape,
  nonMirrorWinRate: rateSchema.describe(
    'Wins of the games in which the enemy team does not have the agent: mirrors are always 50 %.',
  ),
  slotRate: rateSchema.describe('Picks over player slots: picks / (10 x matches).'),
  pickRate,
  presence: rateSchema.describe('Matches with the agent on any team / matches.'),
}

export const agentStatsSchema = z
  .object({ ...agentCell, ...agentMeasures })
  .meta({ id: 'AgentStats' })
export type AgentStats = z.output<typeof agentStatsSchema>

export const AGENT_SORTS = [
  'score',
  'winRate',
  'nonMirrorWinRate',
  'roundWinRate',
  'attackRoundWinRate',
  'defenceRoundWinRate',
  'pickRate',
  'slotRate',
  'presence',
  'games',
  'kd',
  'kda',
  'acs',
  'adr',
  'damageDelta',
  'headshotRate',
  'kast',
  'firstBloodRate',
  'firstDeathRate',
  'tradeKillRate',
] as const satisfies readonly (keyof AgentStats)[]

const agentFilters = {
  ...statsFilters,
  ...sampleInput,
  map: mapFilter,
  side: z
    .enum(['attack', 'defence'])
    .optional()
    .describe(
      '`roundWinRate` of these rounds only. All else is not kept by side and not affected.',
    ),
}

export const agentStatsInput = z.object({
  ...agentFilters,
  role: roleSchema.optional(),
  minGames: minGames(0),
  sort: z.enum(AGENT_SORTS).default('winRate').describe('Descending; rates by their lower bound.'),
})
export const agentStatsOutput = z.object({
  items: z.array(agentStatsSchema),
  matches: z.int(),
  updatedAt,
})

/** One agent in a part of the matches. */
const agentPart = {
  ...coreMeasuresSchema.shape,
  roundWinRate: rateSchema,
  pickRate,
  lowSample,
}

export const DIFFERENCES = [
  'winRate',
  'roundWinRate',
  'kd',
  'kda',
  'acs',
  'adr',
  'damageDelta',
  'headshotRate',
  'kast',
  'firstBloodRate',
  'firstDeathRate',
] as const satisfies readonly (keyof typeof agentMeasures)[]
export type Difference = (typeof DIFFERENCES)[number]

export const agentPageInput = z.object({
  ...agentFilters,
  agent: lookupText(128).describe('Agent uuid or name.'),
})
export const agentPageOutput = z
  .object({
    agent: agentRefSchema,
    stats: agentStatsSchema.describe('`score` and `letter` stand among the agents of its role.'),
    maps: z
      .array(z.object({ map: mapRefSchema, ...agentPart }).meta({ id: 'AgentOnMap' }))
      .describe('Every map, whatever the filter `map` says; most played first.'),
    tiers: z
      .array(
        z
          .object({ tier: tierSchema, name: z.string().describe('e.g. `Gold 3`.'), ...agentPart })
          .meta({ id: 'AgentInTier' }),
      )
      .describe('All, the buckets, then single tiers, whatever the filter `tier` says.'),
    role: z
      .object({
        agents: z.int().describe('Agents of the role that were played, this one included.'),
        mean: gameMeasuresSchema.describe('All their games together.'),
        difference: z
          .record(z.enum(DIFFERENCES), z.number())
          .describe('Of the agent to that mean.'),
      })
      .nullable()
      .describe('null: the role is not known, or nobody played it.'),
    matches: z.int(),
    updatedAt,
  })
  .meta({ id: 'AgentPage' })
export type AgentPage = z.output<typeof agentPageOutput>

export const TIER_LIST_METHODS = ['default', 'psScore'] as const

export const tierListInput = z.object({
  ...statsFilters,
  ...sampleInput,
  map: mapFilter,
  role: roleSchema.optional(),
  minGames: minGames(0),
  method: z
    .enum(TIER_LIST_METHODS)
    .default('default')
    .describe(
      '`default`: standard score of the lower win-rate bound within the role. `psScore`: pick and round win rate; its own noise moves an agent a whole tier.',
    ),
})
export const tierListItemSchema = z
  .object({ ...agentCell, score: z.number().describe('By the method asked for.') })
  .meta({ id: 'TierListItem' })
export type TierListItem = z.output<typeof tierListItemSchema>
export const tierListOutput = z.object({
  tiers: z
    .array(z.object({ letter, agents: z.array(tierListItemSchema) }).meta({ id: 'TierListTier' }))
    .describe('S, A, B, C, D, empty ones too; agents by score, best first.'),
  matches: z.int(),
  updatedAt,
})

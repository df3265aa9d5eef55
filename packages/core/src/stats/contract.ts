import { z } from 'zod'
import { ROLES } from './content/agents.ts'

/** An id or a name to look for: no control characters, which no id has and PostgreSQL cannot compare. */
export const lookupText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u, 'must not hold control characters')
    .toLowerCase()

/** Filters every statistics list shares. Absent means "all". */
export const statsFilters = {
  queue: lookupText(32).default('competitive').describe('Queue id, e.g. `competitive`.'),
  patch: z
    .string()
    .max(16)
    .regex(/^\d{1,2}\.\d{1,2}$/)
    .optional()
    .describe('Game patch, e.g. `11.8`.'),
  act: lookupText(64).optional().describe('Act uuid or short name, e.g. `e10a2`.'),
  region: lookupText(32).optional().describe('Region, e.g. `eu`.'),
  tier: z
    .union([z.enum(['all', 'low', 'mid', 'high']), z.int().min(0).max(27)])
    .default('all')
    .describe(
      'A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of the ranked players of a match.',
    ),
}

export const roleSchema = z.enum(ROLES)

/** A share of `n` trials with its Wilson 95 % interval. With n = 0, value is 0 and the interval is 0..1. */
export const rateSchema = z
  .object({ n: z.number(), value: z.number(), lo: z.number(), hi: z.number() })
  .meta({ id: 'Rate', description: 'A share of `n` trials with its Wilson 95 % interval.' })
export type Rate = z.output<typeof rateSchema>

export const LETTERS = ['S', 'A', 'B', 'C', 'D'] as const

export const agentRefSchema = z
  .object({ id: z.string(), name: z.string(), role: roleSchema.nullable() })
  .meta({
    id: 'AgentRef',
    description: 'An agent; `role` is null for ids this version does not know yet.',
  })
export type AgentRef = z.output<typeof agentRefSchema>

export const mapRefSchema = z.object({ id: z.string(), name: z.string() }).meta({ id: 'MapRef' })
export type MapRef = z.output<typeof mapRefSchema>

const agentCell = {
  agent: agentRefSchema,
  games: z.int().describe('Player games: wins + losses + draws.'),
  winRate: rateSchema,
  roundWinRate: rateSchema,
  pickRate: rateSchema.describe('Picks over team slots: picks / (2 x matches).'),
  score: z
    .number()
    .describe("Standard score (z) of the lower win-rate bound within the agent's role."),
  letter: z.enum(LETTERS),
  lowSample: z.boolean().describe('Fewer than 30 games: shown, but not to be trusted.'),
}

export const roleBoardCellSchema = z.object(agentCell).meta({ id: 'RoleBoardCell' })
export type RoleBoardCell = z.output<typeof roleBoardCellSchema>

export const roleBoardInput = z.object({
  ...statsFilters,
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
    updatedAt: z.iso
      .datetime()
      .nullable()
      .describe('When the roll-up last took a match in; null when it never did.'),
  })
  .meta({ id: 'RoleBoard' })
export type RoleBoard = z.output<typeof roleBoardOutput>

export const totalsSchema = z
  .object({
    rounds: z.int(),
    score: z.int(),
    kills: z.int(),
    deaths: z.int(),
    assists: z.int(),
    damage: z.int(),
    headshots: z.int(),
    bodyshots: z.int(),
    legshots: z.int(),
    firstBloods: z.int(),
    firstDeaths: z.int(),
  })
  .meta({ id: 'StatTotals', description: 'Plain sums over player games.' })

export const agentStatsSchema = z
  .object({
    ...agentCell,
    wins: z.int(),
    losses: z.int(),
    draws: z.int(),
    slotRate: rateSchema.describe('Picks over player slots: picks / (10 x matches).'),
    presence: rateSchema.describe('Matches with the agent on any team / matches.'),
    kda: z.number().describe('(kills + assists) / max(1, deaths).'),
    acs: z.number().describe('Combat score per round played.'),
    adr: z.number().describe('Damage to enemies per round played.'),
    headshotRate: rateSchema,
    kast: rateSchema.describe('Rounds with a kill, an assist, survival or a traded death.'),
    firstBloodRate: rateSchema.describe('First bloods per round played.'),
    totals: totalsSchema,
  })
  .meta({ id: 'AgentStats' })
export type AgentStats = z.output<typeof agentStatsSchema>

export const AGENT_SORTS = [
  'score',
  'winRate',
  'roundWinRate',
  'pickRate',
  'games',
  'kda',
  'acs',
  'adr',
  'headshotRate',
  'kast',
  'firstBloodRate',
] as const

export const agentStatsInput = z.object({
  ...statsFilters,
  map: lookupText(128).optional().describe('Map uuid or name.'),
  role: roleSchema.optional(),
  minGames: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(0)
    .describe('Leaves out agents with fewer player games.'),
  sort: z.enum(AGENT_SORTS).default('winRate').describe('Descending; rates by their lower bound.'),
})
export const agentStatsOutput = z.object({
  items: z.array(agentStatsSchema),
  matches: z.int(),
  updatedAt: z.iso.datetime().nullable(),
})

export const mapStatsSchema = z
  .object({
    map: mapRefSchema,
    matches: z.int(),
    playRate: rateSchema.describe('Matches on this map / matches.'),
    rounds: z.int(),
    roundsPerMatch: z.number(),
    attackRoundWinRate: rateSchema.describe('Rounds won by the attackers / rounds played out.'),
    draws: z.int(),
    surrenders: z.int(),
    lowSample: z.boolean(),
  })
  .meta({ id: 'MapStats' })
export type MapStats = z.output<typeof mapStatsSchema>

export const mapStatsInput = z.object(statsFilters)
export const mapStatsOutput = z.object({
  items: z.array(mapStatsSchema),
  matches: z.int(),
  updatedAt: z.iso.datetime().nullable(),
})

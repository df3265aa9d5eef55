import { z } from 'zod'
import { ROLES } from './content/agents.ts'
import { WEAPON_CLASSES } from './content/weapons.ts'

/** An id or a name to look for: no control characters, which no id has and PostgreSQL cannot compare. */
export const lookupText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u, 'must not hold control characters')
    .toLowerCase()

export const TIER_BUCKETS = ['all', 'low', 'mid', 'high'] as const

/** A bucket or one tier of matches. */
export const tierSchema = z.union([z.enum(TIER_BUCKETS), z.int().min(0).max(27)])

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
  tier: tierSchema
    .default('all')
    .describe(
      'A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of the ranked players of a match.',
    ),
}

export const mapFilter = lookupText(128).optional().describe('Map uuid or name.')
export const agentFilter = lookupText(128).optional().describe('Agent uuid or name.')

const sampleSize = z.int().min(0).max(1_000_000_000)

export const sampleInput = {
  minSample: sampleSize
    .default(30)
    .describe('Items with fewer games are marked `lowSample`, not left out.'),
}

/** Leaves out items with fewer player or team games. */
export const minGames = (games: number) =>
  sampleSize.default(games).describe('Leaves out items with fewer games.')

/** A filter by which sums are not kept: saying "all" is fine, anything else an error of that field. */
export const notKept = (message: string) => z.literal('all', { error: message }).optional()

export const roleSchema = z.enum(ROLES)

/** A share of `n` trials with its Wilson 95 % interval. With n = 0, value is 0 and the interval is 0..1. */
export const rateSchema = z
  .object({ n: z.number(), value: z.number(), lo: z.number(), hi: z.number() })
  .meta({ id: 'Rate', description: 'A share of `n` trials with its Wilson 95 % interval.' })
export type Rate = z.output<typeof rateSchema>

export const agentRefSchema = z
  .object({ id: z.string(), name: z.string(), role: roleSchema.nullable() })
  .meta({
    id: 'AgentRef',
    description: 'An agent; `role` is null for ids this version does not know yet.',
  })
export type AgentRef = z.output<typeof agentRefSchema>

export const mapRefSchema = z.object({ id: z.string(), name: z.string() }).meta({ id: 'MapRef' })
export type MapRef = z.output<typeof mapRefSchema>

export const weaponRefSchema = z
  .object({
    id: z.string(),
    name: z.string().describe('The id itself when the weapon is not known.'),
    kind: z.enum(WEAPON_CLASSES).nullable().describe('null: not known.'),
  })
  .meta({ id: 'WeaponRef', description: 'A weapon, or the slot of an ability, e.g. `ultimate`.' })
export type WeaponRef = z.output<typeof weaponRefSchema>

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

/** What every answer says about the roll-ups it was made from. */
export const updatedAt = z.iso
  .datetime()
  .nullable()
  .describe('When the roll-up last took a match in; null when it never did.')

export const lowSample = z.boolean().describe('Fewer games than `minSample`: not to be trusted.')

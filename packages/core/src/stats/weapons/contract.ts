import { z } from 'zod'
import { WEAPON_CLASSES } from '../content/weapons.ts'
import {
  agentFilter,
  lowSample,
  notKept,
  rateSchema,
  sampleInput,
  statsFilters,
  updatedAt,
  weaponRefSchema,
} from '../contract.ts'

const { queue, patch, act, tier } = statsFilters

export const weaponStatsSchema = z
  .object({
    weapon: weaponRefSchema,
    kills: z.int(),
    killShare: rateSchema.describe('Kills with it / kills with anything.'),
    games: z.int().describe('Player games in which it was carried or killed with.'),
    rounds: z.int().describe('Player rounds that began with it in hand: never with an ability.'),
    headshotRate: rateSchema.describe(
      'Head hits over all hits on enemies, of rounds that began with it: no source names the weapon of a hit.',
    ),
    damagePerRound: z.number().nullable().describe('Per round that began with it; null: none did.'),
    killsPerRound: z
      .number()
      .nullable()
      .describe('Kills with it per round that began with it; null: none did.'),
    lowSample,
  })
  .meta({ id: 'WeaponStats' })
export type WeaponStats = z.output<typeof weaponStatsSchema>

export const WEAPON_SORTS = [
  'kills',
  'headshotRate',
  'damagePerRound',
  'killsPerRound',
  'games',
] as const satisfies readonly (keyof WeaponStats)[]

const notByWeapon = 'weapons are kept by queue, patch, act, tier and agent only'
export const weaponStatsInput = z
  .object({
    queue,
    patch,
    act,
    tier,
    region: notKept(notByWeapon),
    map: notKept(notByWeapon),
    agent: agentFilter,
    ...sampleInput,
    kind: z.enum(WEAPON_CLASSES).optional().describe('e.g. `rifle` or `ability`.'),
    sort: z.enum(WEAPON_SORTS).default('kills').describe('Descending; rates by their lower bound.'),
  })
  .refine(({ agent, tier: asked }) => agent === undefined || typeof asked === 'string', {
    path: ['tier'],
    error: 'weapons of one agent are kept by bucket (all, low, mid, high), not by single tier',
  })
export const weaponStatsOutput = z.object({
  items: z.array(weaponStatsSchema),
  kills: z.int().describe('With anything, whatever `kind` says.'),
  updatedAt,
})

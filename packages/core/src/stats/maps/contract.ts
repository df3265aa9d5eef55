import { z } from 'zod'
import { roleBoardCellSchema } from '../agents/contract.ts'
import {
  lookupText,
  lowSample,
  mapRefSchema,
  rateSchema,
  sampleInput,
  statsFilters,
  tierSchema,
  updatedAt,
} from '../contract.ts'
import { compStatsSchema } from '../teams/contract.ts'

const mapMeasures = {
  matches: z.int(),
  rounds: z.int(),
  roundsPerMatch: z.number(),
  attackRoundWinRate: rateSchema.describe('Rounds won by the attackers / rounds played out.'),
  defenceRoundWinRate: rateSchema.describe('Rounds won by the defenders / rounds played out.'),
  roundEnds: z
    .object({
      elimination: rateSchema,
      detonation: rateSchema,
      defusal: rateSchema,
      time: rateSchema,
    })
    .meta({ id: 'RoundEnds' })
    .describe('Shares of the rounds whose end is known; a surrender ends a match, not a round.'),
  plantRate: rateSchema.describe('Rounds with a plant / rounds whose end is known.'),
  draws: z.int(),
  drawRate: rateSchema.describe('Draws / matches.'),
  surrenders: z.int(),
  surrenderRate: rateSchema.describe('Matches that ended by surrender / matches.'),
  lowSample,
}

export const mapMeasuresSchema = z.object(mapMeasures).meta({ id: 'MapMeasures' })
export type MapMeasures = z.output<typeof mapMeasuresSchema>

export const mapStatsSchema = z
  .object({
    map: mapRefSchema,
    playRate: rateSchema.describe('Matches on this map / matches.'),
    ...mapMeasures,
  })
  .meta({ id: 'MapStats' })
export type MapStats = z.output<typeof mapStatsSchema>

export const mapStatsInput = z.object({ ...statsFilters, ...sampleInput })
export const mapStatsOutput = z.object({
  items: z.array(mapStatsSchema),
  matches: z.int(),
  updatedAt,
})

export const mapPageInput = z.object({
  ...statsFilters,
  ...sampleInput,
  map: lookupText(128).describe('Map uuid or name.'),
  top: z.int().min(1).max(30).default(5).describe('Agents and compositions to list.'),
})
export const mapPageOutput = z
  .object({
    map: mapRefSchema,
    stats: mapMeasuresSchema,
    playRate: rateSchema.describe('Matches on this map / matches.'),
    tiers: z
      .array(
        z
          .object({ tier: tierSchema, name: z.string().describe('e.g. `Gold 3`.'), ...mapMeasures })
          .meta({ id: 'MapInTier' }),
      )
      .describe('All, the buckets, then single tiers, whatever the filter `tier` says.'),
    agents: z
      .array(roleBoardCellSchema)
      .describe('The best by the lower bound of their win rate on this map.'),
    comps: z
      .array(compStatsSchema)
      .nullable()
      .describe(
        'The best of those with ten games; null with a filter that compositions are not kept by: act, region, tier.',
      ),
    updatedAt,
  })
  .meta({ id: 'MapPage' })
export type MapPage = z.output<typeof mapPageOutput>

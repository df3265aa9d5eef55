import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { agentCell } from '../agents/agent-cell.ts'
import { agentEntries } from '../agents/agent-entries.ts'
import { byWinRate } from '../agents/by-win-rate.ts'
import { standings } from '../agents/standings.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import type { Dimension } from '../dimension.ts'
import { compSums } from '../queries/read-comps.ts'
import { rate } from '../rate.ts'
import { agentSumsByMap, countMatches, mapSumsByTier } from '../read-queries.ts'
import { toMapRef } from '../refs.ts'
import { requireDimension } from '../require-dimension.ts'
import { agentKeys, compMeasures } from '../teams/comp-measures.ts'
import { tierGroup } from '../tier-groups.ts'
import { tierParts } from '../tier-parts.ts'
import type { MapPage, mapPageInput } from './contract.ts'
import { type MapSums, mapMeasures } from './map-measures.ts'

type Input = z.output<typeof mapPageInput>
type Page = Omit<MapPage, 'updatedAt'>

/**
 * One map: how its rounds go, in every tier too, and who does best on it. A map without matches, or
 * filters that no match has, give empty measures. Throws MAP_NOT_FOUND.
 */
export async function mapPage(ctx: Ctx, input: Input): Promise<MapPage> {
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'map',
    input,
    load: async (read) => {
      const map = await requireDimension(ctx, 'map', input.map)
      return toPage(ctx, { map, input, rows: await readRows(ctx, read, input) })
    },
  })
  return { ...(value ?? (await emptyPage(ctx, input))), updatedAt }
}

/** Compositions on a page of a map have at least this many games. */
const COMP_GAMES = 10

type Rows = Awaited<ReturnType<typeof readRows>>

/** Tiers leave out the filter by tier: they show what is beside. */
function readRows(ctx: Ctx, read: StatsRead, { top }: Input) {
  const { version, keys } = read
  const { map_key: _, ...everywhere } = keys
  return readSnapshot(ctx.db, async (tx) => ({
    tiers: await mapSumsByTier(tx, { version, keys }),
    played: await countMatches(tx, { ...read, keys: everywhere }),
    agents: await agentSumsByMap(tx, read),
    comps: compsAreKept(read)
      ? await compSums(tx, {
          ...{ version, keys, minGames: COMP_GAMES, sort: 'winRate' as const },
          ...{ limit: top, after: null },
        })
      : null,
  }))
}

/** Compositions are kept by queue, patch and map only. */
function compsAreKept({ keys, tier }: StatsRead): boolean {
  return tier === 'all' && keys.act_key === undefined && keys.region_key === undefined
}

const NO_ROWS: Rows = { tiers: [], played: 0, agents: [], comps: [] }

async function emptyPage(ctx: Ctx, input: Input): Promise<Page> {
  const map = await requireDimension(ctx, 'map', input.map)
  return toPage(ctx, { map, input, rows: NO_ROWS })
}

interface PageOf {
  readonly map: Dimension
  readonly input: Input
  readonly rows: Rows
}

async function toPage(ctx: Ctx, { map, input, rows }: PageOf): Promise<Page> {
  const { tier, minSample, top } = input
  const tiers = new Map(rows.tiers.map((row) => [row.tier_group, row]))
  const sums = tiers.get(tierGroup(tier)) ?? NO_SUMS
  const of = { matches: sums.matches, minSample }
  const named = await ctx.dimensions.named([
    ...rows.agents.map((row) => row.agent_key),
    ...(rows.comps ?? []).flatMap(({ comp }) => agentKeys(comp)),
  ])
  const entries = agentEntries(rows.agents, named)
  const standing = standings(entries)
  return {
    map: toMapRef(map),
    stats: mapMeasures(sums, minSample),
    playRate: rate(sums.matches, rows.played),
    tiers: tierParts(ctx.game.lookup, tiers).map(({ row, ...part }) => ({
      ...part,
      ...mapMeasures(row, minSample),
    })),
    agents: entries
      .map((entry) => agentCell(entry, standing.get(entry.agent.id), of))
      .sort(byWinRate)
      .slice(0, top),
    comps: rows.comps?.map((row) => compMeasures(row, { named, ...of })) ?? null,
  }
}

const NO_SUMS: MapSums = {
  matches: 0,
  rounds: 0,
  sided_rounds: 0,
  attack_wins: 0,
  draws: 0,
  surrenders: 0,
  eliminations: 0,
  detonations: 0,
  defusals: 0,
  timeouts: 0,
  plants: 0,
}

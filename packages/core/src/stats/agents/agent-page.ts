import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import type { Dimension } from '../dimension.ts'
import { coreMeasures, totalGameSums } from '../measures/game-measures.ts'
import { pickRate, rate } from '../rate.ts'
import {
  type AgentPartRow,
  agentSums,
  countMatches,
  mapSums,
  mapSumsByTier,
  sumsOfAgent,
} from '../read-queries.ts'
import { toMapRef } from '../refs.ts'
import { requireDimension } from '../require-dimension.ts'
import { tierParts } from '../tier-parts.ts'
import { type AgentEntry, type AgentSums, agentEntries, gamesOf } from './agent-entries.ts'
import { agentMeasures } from './agent-measures.ts'
import type { AgentPage, agentPageInput } from './contract.ts'
import { standings } from './standings.ts'
import { versusRole } from './versus-role.ts'

type Input = z.output<typeof agentPageInput>
type Page = Omit<AgentPage, 'updatedAt'>

/**
 * One agent: its measures, on every map, in every tier, and beside its role. An agent without games, or
 * filters that no match has, give empty measures. Throws AGENT_NOT_FOUND.
 */
export async function agentPage(ctx: Ctx, input: Input): Promise<AgentPage> {
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'agent',
    input,
    load: async (read) => {
      const agent = await requireDimension(ctx, 'agent', input.agent)
      return toPage(ctx, { agent, input, rows: await readRows(ctx, read, agent.key) })
    },
  })
  return { ...(value ?? (await emptyPage(ctx, input))), updatedAt }
}

type Rows = Awaited<ReturnType<typeof readRows>>

/** Parts by map leave out the filter by map, parts by tier that by tier: they show what is beside. */
function readRows(ctx: Ctx, read: StatsRead, agentKey: number) {
  const { map_key: _, ...keys } = read.keys
  const onMaps = { ...read, keys }
  const inTiers = { version: read.version, keys: read.keys }
  return readSnapshot(ctx.db, async (tx) => ({
    agents: await agentSums(tx, read),
    matches: await countMatches(tx, read),
    onMaps: await sumsOfAgent(tx, { ...onMaps, agentKey }, 'map_key'),
    maps: await mapSums(tx, onMaps),
    inTiers: await sumsOfAgent(tx, { ...inTiers, agentKey }, 'tier_group'),
    tiers: await mapSumsByTier(tx, inTiers),
  }))
}

const NO_ROWS: Rows = { agents: [], matches: 0, onMaps: [], maps: [], inTiers: [], tiers: [] }
const NO_SUMS: AgentSums = { ...totalGameSums([]), matches: 0, mirror_games: 0, non_mirror_wins: 0 }

async function emptyPage(ctx: Ctx, input: Input): Promise<Page> {
  const agent = await requireDimension(ctx, 'agent', input.agent)
  return toPage(ctx, { agent, input, rows: NO_ROWS })
}

interface PageOf {
  readonly agent: Dimension
  readonly input: Input
  readonly rows: Rows
}

async function toPage(ctx: Ctx, { agent, input, rows }: PageOf): Promise<Page> {
  const { side, minSample } = input
  const { matches } = rows
  const keys = [agent.key, ...rows.agents.map((row) => row.agent_key)]
  const named = await ctx.dimensions.named([...keys, ...rows.maps.map((row) => row.map_key)])
  const entries = agentEntries(rows.agents, named)
  const own = entries.find((entry) => entry.agent.id === agent.id) ?? withoutGames(agent)
  const standing = standings(entries).get(agent.id)
  const stats = agentMeasures(own, standing, { matches, minSample, side })
  const played = new Map(rows.maps.map((row) => [row.map_key, row.matches]))
  const playedInTier = new Map(rows.tiers.map((row) => [row.tier_group, row.matches]))
  const part = (sums: PartSums, of: number) => toPart(sums, { matches: of, minSample })
  return {
    agent: own.agent,
    stats,
    maps: rows.onMaps
      .map(({ part: map, ...sums }) => ({
        map: toMapRef(named.get(map)),
        ...part(sums, played.get(map) ?? 0),
      }))
      .sort((a, b) => b.games - a.games || a.map.name.localeCompare(b.map.name)),
    tiers: tierParts(ctx.game.lookup, new Map(rows.inTiers.map((row) => [row.part, row]))).map(
      ({ tier, name, row: { part: group, ...sums } }) => ({
        tier,
        name,
        ...part(sums, playedInTier.get(group) ?? 0),
      }),
    ),
    role: versusRole(stats, entries),
    matches,
  }
}

function withoutGames({ id, name, role }: Dimension): AgentEntry<AgentSums> {
  return { agent: { id, name, role }, sums: NO_SUMS, games: 0 }
}

type PartSums = Omit<AgentPartRow, 'part'>

function toPart(sums: PartSums, of: { readonly matches: number; readonly minSample: number }) {
  const games = gamesOf(sums)
  return {
    ...coreMeasures(sums),
    roundWinRate: rate(sums.rounds_won, sums.rounds),
    pickRate: pickRate(games, of.matches),
    lowSample: games < of.minSample,
  }
}

import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { agentCell } from './agent-cell.ts'
import { type AgentEntry, agentEntries } from './agent-sums.ts'
import { cachedRead, readSums, type StatsRead } from './cached-read.ts'
import type { AgentStats, agentStatsInput, agentStatsOutput } from './contract.ts'
import { rate } from './rate.ts'
import { type Standing, standings } from './tier-list.ts'

type Input = z.output<typeof agentStatsInput>
type Output = z.output<typeof agentStatsOutput>

const PLAYERS = 10

/** Every agent with its measures and sums. Unknown filter values give an empty list. */
export async function agentStats(ctx: Ctx, input: Input): Promise<Output> {
  const { role, minGames, sort, ...filters } = input
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'agents',
    input: filters,
    load: (read) => loadAgents(ctx, read),
  })
  const items = (value?.items ?? [])
    .filter((item) => (role === undefined || item.agent.role === role) && item.games >= minGames)
    .toSorted(
      (a, b) => sortKey(b, sort) - sortKey(a, sort) || a.agent.name.localeCompare(b.agent.name),
    )
  return { items, matches: value?.matches ?? 0, updatedAt }
}

async function loadAgents(ctx: Ctx, read: StatsRead): Promise<Omit<Output, 'updatedAt'>> {
  const [rows, maps] = await readSums(ctx, read)
  const matches = maps.reduce((sum, row) => sum + row.matches, 0)
  const entries = agentEntries(rows, await ctx.dimensions.named(rows.map((row) => row.agent_key)))
  const standing = standings(entries)
  return {
    matches,
    items: entries.map((entry) => toStats(entry, standing.get(entry.agent.id), matches)),
  }
}

function toStats(entry: AgentEntry, standing: Standing | undefined, matches: number): AgentStats {
  const { sums, games } = entry
  const hits = sums.headshots + sums.bodyshots + sums.legshots
  const perRound = (sum: number) => (sums.rounds === 0 ? 0 : sum / sums.rounds)
  return {
    ...agentCell(entry, standing, matches),
    wins: sums.wins,
    losses: sums.losses,
    draws: sums.draws,
    slotRate: rate(games, PLAYERS * matches),
    presence: rate(sums.matches, matches),
    kda: (sums.kills + sums.assists) / Math.max(1, sums.deaths),
    acs: perRound(sums.score),
    adr: perRound(sums.damage),
    headshotRate: rate(sums.headshots, hits),
    kast: rate(sums.kast_rounds, sums.rounds),
    firstBloodRate: rate(sums.first_bloods, sums.rounds),
    totals: {
      rounds: sums.rounds,
      score: sums.score,
      kills: sums.kills,
      deaths: sums.deaths,
      assists: sums.assists,
      damage: sums.damage,
      headshots: sums.headshots,
      bodyshots: sums.bodyshots,
      legshots: sums.legshots,
      firstBloods: sums.first_bloods,
      firstDeaths: sums.first_deaths,
    },
  }
}

/** Rates rank by their lower bound: a high share of few games is not a high share. */
function sortKey(item: AgentStats, sort: Input['sort']): number {
  const value = item[sort]
  return typeof value === 'number' ? value : value.lo
}

import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { agentSums, countMatches } from '../read-queries.ts'
import { agentEntries } from './agent-entries.ts'
import { agentMeasures } from './agent-measures.ts'
import type { AgentStats, agentStatsInput, agentStatsOutput } from './contract.ts'
import { standings } from './standings.ts'

type Input = z.output<typeof agentStatsInput>
type Output = z.output<typeof agentStatsOutput>
type Question = Omit<Input, 'role' | 'minGames' | 'sort'>

/** Every agent with its measures and sums. Unknown filter values give an empty list. */
export async function agentStats(ctx: Ctx, input: Input): Promise<Output> {
  const { role, minGames, sort, ...question } = input
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'agents',
    input: question,
    load: (read) => loadAgents(ctx, read, question),
  })
  const items = (value?.items ?? [])
    .filter((item) => (role === undefined || item.agent.role === role) && item.games >= minGames)
    .toSorted(
      (a, b) => sortKey(b, sort) - sortKey(a, sort) || a.agent.name.localeCompare(b.agent.name),
    )
  return { items, matches: value?.matches ?? 0, updatedAt }
}

async function loadAgents(
  ctx: Ctx,
  read: StatsRead,
  { side, minSample }: Question,
): Promise<Omit<Output, 'updatedAt'>> {
  const [rows, matches] = await readSnapshot(ctx.db, async (tx) => [
    await agentSums(tx, read),
    await countMatches(tx, read),
  ])
  const entries = agentEntries(rows, await ctx.dimensions.named(rows.map((row) => row.agent_key)))
  const standing = standings(entries)
  return {
    matches,
    items: entries.map((entry) =>
      agentMeasures(entry, standing.get(entry.agent.id), { matches, minSample, side }),
    ),
  }
}

/** Rates rank by their lower bound: a high share of few games is not a high share. */
function sortKey(item: AgentStats, sort: Input['sort']): number {
  const value = item[sort]
  return typeof value === 'number' ? value : value.lo
}

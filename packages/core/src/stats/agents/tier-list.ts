import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { agentSums, countMatches } from '../read-queries.ts'
import { agentCell } from './agent-cell.ts'
import { agentEntries } from './agent-entries.ts'
import { LETTERS, type TierListItem, type tierListInput, type tierListOutput } from './contract.ts'
import { psScores } from './ps-score.ts'
import { standings } from './standings.ts'

type Input = z.output<typeof tierListInput>
type Output = z.output<typeof tierListOutput>
type Question = Omit<Input, 'role' | 'minGames'>

/**
 * Agents by letter, S to D. Methods: `standings` and `psScores`. Filters by role and games leave agents
 * out of the list, not out of what they are compared with. Unknown filter values give empty letters.
 */
export async function tierList(ctx: Ctx, input: Input): Promise<Output> {
  const { role, minGames, ...question } = input
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'tierList',
    input: question,
    load: (read) => loadItems(ctx, read, question),
  })
  const items = (value?.items ?? []).filter(
    (item) => (role === undefined || item.agent.role === role) && item.games >= minGames,
  )
  return {
    tiers: LETTERS.map((letter) => ({
      letter,
      agents: items.filter((item) => item.letter === letter),
    })),
    matches: value?.matches ?? 0,
    updatedAt,
  }
}

/** Best first. */
async function loadItems(
  ctx: Ctx,
  read: StatsRead,
  { method, minSample }: Question,
): Promise<{ readonly items: readonly TierListItem[]; readonly matches: number }> {
  const [rows, matches] = await readSnapshot(ctx.db, async (tx) => [
    await agentSums(tx, read),
    await countMatches(tx, read),
  ])
  const entries = agentEntries(rows, await ctx.dimensions.named(rows.map((row) => row.agent_key)))
  const standing = method === 'psScore' ? psScores(entries, matches) : standings(entries)
  return {
    matches,
    items: entries
      .map((entry) => agentCell(entry, standing.get(entry.agent.id), { matches, minSample }))
      .sort((a, b) => b.score - a.score || a.agent.name.localeCompare(b.agent.name)),
  }
}

import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { readSnapshot } from '../db/transaction.ts'
import { rate } from '../stats/index.ts'
import type { RankDistribution, rankDistributionInput } from './contract.ts'
import { distributionRows, findEdition } from './queries.ts'
import { resolveScope } from './resolve-board.ts'

const NOTHING: RankDistribution = { tiers: [], ranked: 0, unranked: 0, updatedAt: null }

/** How many players have which rank, by their latest match of the act; made with the leaderboards. */
export async function rankDistribution(
  ctx: Ctx,
  input: z.output<typeof rankDistributionInput>,
): Promise<RankDistribution> {
  const scope = await resolveScope(ctx, input)
  if (scope === null) return NOTHING
  const [rows, edition] = await readSnapshot(ctx.db, async (tx) => [
    await distributionRows(tx, scope),
    await findEdition(tx, scope),
  ])
  const ranked = rows.filter(({ tier }) => tier > 0)
  const total = sumPlayers(ranked)
  return {
    tiers: ranked.map(({ tier, players }, index) => ({
      tier: { tier, name: ctx.game.lookup.tierName(tier) },
      players,
      share: rate(players, total),
      top: rate(sumPlayers(ranked.slice(index)), total),
    })),
    ranked: total,
    unranked: sumPlayers(rows) - total,
    updatedAt: edition?.made_at.toISOString() ?? null,
  }
}

function sumPlayers(rows: readonly { readonly players: number }[]): number {
  return rows.reduce((sum, { players }) => sum + players, 0)
}

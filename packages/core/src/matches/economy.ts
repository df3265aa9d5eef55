import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { economyRounds } from './pages/economy-rounds.ts'
import { playerSpending, teamEconomy } from './pages/economy-totals.ts'
import { readStoredMatch } from './pages/stored-match.ts'
import type { MatchEconomy, matchEconomyInput } from './pages-contract.ts'

/**
 * What both teams spent, round by round, in credits, and what it brought. What the source does not say
 * is null. Throws MATCH_NOT_FOUND.
 */
export async function matchEconomy(
  ctx: Ctx,
  { matchId }: z.output<typeof matchEconomyInput>,
): Promise<MatchEconomy> {
  const stored = await readStoredMatch(ctx, matchId)
  const { match } = stored
  const rounds = economyRounds(match, ctx.game.lookup)
  const players = stored.players.map((player, index) => ({
    ...player,
    ...playerSpending(match, rounds, index),
  }))
  const parts = { rounds, players }
  return {
    matchId,
    players,
    teams: { red: teamEconomy(match, 'red', parts), blue: teamEconomy(match, 'blue', parts) },
    rounds: [...rounds],
  }
}

import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { playerMatrices } from './pages/player-matrix.ts'
import { requireRound } from './pages/round-place.ts'
import { readStoredMatch } from './pages/stored-match.ts'
import type { KillMatrix, killMatrixInput } from './pages-contract.ts'

/**
 * Kills, first bloods, trades and damage of every player against every other, in a range of rounds.
 * Throws MATCH_NOT_FOUND, and BAD_INPUT for a round the match does not have.
 */
export async function killMatrix(
  ctx: Ctx,
  input: z.output<typeof killMatrixInput>,
): Promise<KillMatrix> {
  const { matchId, side, fromRound } = input
  const { match, players } = await readStoredMatch(ctx, matchId)
  const toRound = input.toRound ?? Math.max(fromRound, match.rounds.length - 1)
  requireRound(match, fromRound, '/fromRound')
  requireRound(match, toRound, '/toRound')
  const rounds = match.rounds.filter(({ number }) => number >= fromRound && number <= toRound)
  const matrices = playerMatrices(match, rounds, { content: ctx.game.lookup, side })
  return { matchId, players, fromRound, toRound, ...matrices }
}

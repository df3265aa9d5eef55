import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { requireRound } from './pages/round-place.ts'
import { readStoredMatch } from './pages/stored-match.ts'
import { timelineRounds } from './pages/timeline-rounds.ts'
import type { MatchTimeline, matchTimelineInput } from './pages-contract.ts'

/**
 * A match round by round, event by event. Throws MATCH_NOT_FOUND, and BAD_INPUT for a round the match
 * does not have.
 */
export async function matchTimeline(
  ctx: Ctx,
  { matchId, round, side }: z.output<typeof matchTimelineInput>,
): Promise<MatchTimeline> {
  const { match, players } = await readStoredMatch(ctx, matchId)
  if (round !== undefined) requireRound(match, round, '/round')
  const rounds = timelineRounds(match, ctx.game.lookup, side)
  return {
    matchId,
    players,
    rounds: rounds.filter(({ number }) => round === undefined || number === round),
  }
}

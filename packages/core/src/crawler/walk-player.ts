import { backoff } from './backoff.ts'
import { callUpstream } from './call-upstream.ts'
import { discover } from './discover.ts'
import { MATCH_LIST } from './endpoints.ts'
import { type DuePlayer, deletePlayer, updatePlayer } from './frontier-queries.ts'
import { inFuture, type Slice } from './slice.ts'

/**
 * Walks the match list of a player. Those who play are walked again soon, others ever more rarely; who is
 * gone or fails too often is not followed any more. False when no call was made.
 */
export async function walkPlayer(slice: Slice, player: DuePlayer): Promise<boolean> {
  const { ctx, region, crawler, policy } = slice
  const { puuid } = player
  const reply = await callUpstream(slice, MATCH_LIST, { puuid, queues: crawler.queues })
  if (reply.kind === 'unsent') {
    await updatePlayer(ctx.db, { region, puuid }, { next_walk_at: ctx.clock.now() })
    return false
  }
  if (reply.kind === 'ok') {
    const found = await discover(slice, reply.body)
    const fruitless = found > 0 ? 0 : player.fruitless + 1
    const pause = Math.min(policy.walkEveryMs * 2 ** fruitless, policy.walkAtMostEveryMs)
    const next_walk_at = inFuture(slice, pause)
    await updatePlayer(ctx.db, { region, puuid }, { next_walk_at, fruitless, failures: 0 })
    return true
  }
  const failures = player.failures + 1
  if (reply.kind === 'gone' || failures >= policy.maxAttempts) {
    await deletePlayer(ctx.db, { region, puuid })
    return true
  }
  const { backoffMs: baseMs, maxBackoffMs: maxMs } = policy
  const told = reply.kind === 'throttled' ? reply.afterMs : 0
  const next_walk_at = inFuture(slice, told + backoff(failures, { baseMs, maxMs }))
  await updatePlayer(ctx.db, { region, puuid }, { next_walk_at, failures })
  return true
}

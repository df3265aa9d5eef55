import { callUpstream } from './call-upstream.ts'
import { discover } from './discover.ts'
import { RECENT_MATCHES } from './endpoints.ts'
import { updatePoll } from './frontier-queries.ts'
import type { Slice } from './slice.ts'

/**
 * Asks for the recent matches of a queue. A poll that fails is not repeated: the next one is due soon and
 * sees the same matches. False when no call was made.
 */
export async function pollQueue(slice: Slice, queue: string): Promise<boolean> {
  const { ctx, region } = slice
  const reply = await callUpstream(slice, RECENT_MATCHES, queue)
  if (reply.kind === 'unsent') {
    await updatePoll(ctx.db, { region, queue }, { next_poll_at: ctx.clock.now() })
    return false
  }
  if (reply.kind === 'ok') {
    await discover(slice, reply.body)
    await updatePoll(ctx.db, { region, queue }, { polled_at: ctx.clock.now() })
  }
  return true
}

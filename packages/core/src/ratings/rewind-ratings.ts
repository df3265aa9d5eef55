import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { lockAllQueues } from './queries.ts'
import { markRewind } from './queue-queries.ts'
import { deleteRatings } from './state-queries.ts'

/**
 * Has ratings made again from a minute (since 1970) on, because matches since then have changed. In the
 * transaction that changes them; of one queue, or of all.
 */
export async function rewindRatings(
  tx: Transaction<Database>,
  { queueKey, fromMinute }: { readonly queueKey?: number; readonly fromMinute: number },
): Promise<void> {
  await markRewind(tx, { queueKey, from: new Date(fromMinute * 60_000) })
}

/**
 * Removes every rating of a player. Call it in the transaction that takes the player's games away, or
 * after that: until it commits nothing is rated, so that no rating of theirs comes back.
 */
export async function forgetPlayerRating(
  tx: Transaction<Database>,
  playerKey: number,
): Promise<void> {
  await lockAllQueues(tx)
  await deleteRatings(tx, playerKey)
}

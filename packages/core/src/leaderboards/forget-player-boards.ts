import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { anonymiseEntries, lockBoards } from './refresh-queries.ts'

/**
 * Takes a player off every board. Call it in the transaction that deletes the player's sums and ratings,
 * or after that: until it commits no edition is made, so that no place of theirs comes back.
 */
export async function forgetPlayerBoards(
  tx: Transaction<Database>,
  playerKey: number,
): Promise<void> {
  await lockBoards(tx)
  await anonymiseEntries(tx, playerKey)
}

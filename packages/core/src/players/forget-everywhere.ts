import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { forgetPlayerBoards } from '../leaderboards/index.ts'
import { forgetPlayerRating, rewindRatings } from '../ratings/index.ts'
import { firstGames } from './erase-queries.ts'

/**
 * Takes a player out of the domains that keep rows by player, in the transaction that makes the player's
 * games nobody's, and before that. Ratings of the others are made again from the player's first game on:
 * rated anew from nothing they would come out the same.
 */
export async function forgetEverywhere(
  tx: Transaction<Database>,
  playerKey: number,
): Promise<void> {
  await forgetPlayerRating(tx, playerKey)
  for (const { queue_key, minute } of await firstGames(tx, playerKey)) {
    await rewindRatings(tx, { queueKey: queue_key, fromMinute: minute })
  }
  await forgetPlayerBoards(tx, playerKey)
}

import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { News } from './news.ts'
import { putNotification } from './write-queries.ts'

/**
 * Tells somebody what has happened; the one way by which anybody is told. Replies, answers and followers that
 * come before the last ones were read are told of together. Nobody hears of what they did themselves, of whom
 * they have blocked or muted, of who has blocked them, and of who writes into the shadows. After everything
 * else in its transaction: what a recipient is told of together queues up.
 */
export async function notify(tx: Kysely<Database>, news: News): Promise<void> {
  await putNotification(tx, news)
}

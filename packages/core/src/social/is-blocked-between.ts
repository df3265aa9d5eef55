import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { hasBlockBetween } from './block-queries.ts'

/** Whether one of two people has blocked the other: then neither answers, mentions or follows the other. */
export function isBlockedBetween(tx: Kysely<Database>, a: number, b: number): Promise<boolean> {
  return hasBlockBetween(tx, a, b)
}

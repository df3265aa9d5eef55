import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Emoji } from './contract.ts'
import { addToReactions, deleteReaction, insertReaction } from './reaction-queries.ts'
import type { Subject } from './subject.ts'

export interface NewReaction {
  readonly subject: Subject
  readonly accountId: number
  readonly emoji: Emoji
  /** False takes it back. */
  readonly on: boolean
}

/**
 * Has this account react to the subject or no longer so, and counts it; idempotent. The caller holds the
 * subject's row, so that those who react to one subject queue up.
 */
export async function setReaction(tx: Kysely<Database>, reaction: NewReaction): Promise<void> {
  const { subject, on, ...whose } = reaction
  const changed = on
    ? await insertReaction(tx, subject, whose)
    : await deleteReaction(tx, subject, whose)
  if (changed) await addToReactions(tx, subject, { emoji: whose.emoji, delta: on ? 1 : -1 })
}

import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Subject } from './subject.ts'
import { deleteVote, putVote } from './vote-queries.ts'

export interface NewVote {
  readonly subject: Subject
  readonly accountId: number
  readonly value: -1 | 0 | 1
}

/** What a vote adds to the counters of its subject; all 0 when nothing changed. */
export interface VoteDelta {
  readonly helpful: number
  readonly unhelpful: number
}

/**
 * Makes `value` the vote of this account on the subject, 0 takes it back. Returns what the caller has to
 * add to the subject's counters in the same transaction. The caller holds the subject's row, so that votes
 * on one subject queue up.
 */
export async function setVote(tx: Kysely<Database>, vote: NewVote): Promise<VoteDelta> {
  const { subject, accountId, value } = vote
  const before =
    value === 0
      ? await deleteVote(tx, subject, accountId)
      : await putVote(tx, subject, { accountId, value })
  if (before === undefined) return { helpful: 0, unhelpful: 0 }
  return {
    helpful: Number(value === 1) - Number(before === 1),
    unhelpful: Number(value === -1) - Number(before === -1),
  }
}

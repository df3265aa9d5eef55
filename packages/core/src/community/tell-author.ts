import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { notify } from '../notifications/index.ts'
import type { Status } from './contract.ts'
import { shownToAuthor } from './status.ts'
import type { ModeratedSubject } from './subject.ts'

/** What became of a text by somebody else's doing. */
export interface Outcome {
  readonly before: Status
  readonly after: Status
  readonly cause: 'moderator' | 'reports'
  readonly reason: string
}

/**
 * Tells the author of a text what became of it and why, unless for them nothing has changed: who writes into
 * the shadows does not learn of it. The last statements of their transaction.
 */
export async function tellAuthor(
  tx: Kysely<Database>,
  { kind, find }: ModeratedSubject,
  id: number,
  { before, after, cause, reason }: Outcome,
): Promise<void> {
  const status = shownToAuthor(after)
  if (status === shownToAuthor(before)) return
  const [text] = await find(tx, [id])
  if (text === undefined || text.accountId === null) return
  const subject = { kind, id }
  const detail = { status, cause, reason }
  await notify(tx, { accountId: text.accountId, kind: 'moderation', subject, detail })
}

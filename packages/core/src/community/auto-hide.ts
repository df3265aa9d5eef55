import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AUTO_ACTOR, recordAction } from './record-action.ts'
import { isStaff } from './report-queries.ts'
import type { ModeratedSubject } from './subject.ts'
import { tellAuthor } from './tell-author.ts'

/**
 * Hides what so many have reported until a moderator has looked; its case stays open, its author is told. What the
 * site's own people have written waits for that look in the open.
 */
export async function autoHide(
  tx: Kysely<Database>,
  subject: ModeratedSubject,
  id: number,
): Promise<void> {
  const [text] = await subject.find(tx, [id])
  if (typeof text?.accountId === 'number' && (await isStaff(tx, text.accountId))) return
  const after = 'hidden'
  const before = await subject.setStatus(tx, id, after)
  if (before === null || before === after) return
  const reason = 'reported by many'
  await recordAction(tx, {
    ...{ subject: { kind: subject.kind, id }, before, after, reason },
    actor: AUTO_ACTOR,
  })
  await tellAuthor(tx, subject, id, { before, after, cause: 'reports', reason })
}

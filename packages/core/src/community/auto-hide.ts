import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AUTO_ACTOR, recordAction } from './record-action.ts'
import type { ModeratedSubject } from './subject.ts'

/** Hides what so many have reported until a moderator has looked; its case stays open. */
export async function autoHide(
  tx: Kysely<Database>,
  subject: ModeratedSubject,
  id: number,
): Promise<void> {
  const before = await subject.setStatus(tx, id, 'hidden')
  if (before === null || before === 'hidden') return
  await recordAction(tx, {
    subject: { kind: subject.kind, id },
    before,
    after: 'hidden',
    reason: 'reported by many',
    actor: AUTO_ACTOR,
  })
}

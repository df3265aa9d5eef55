import type { Kysely } from 'kysely'
import { SUBJECT_KINDS, type SubjectKind } from '../community/contract.ts'
import type { Database } from '../db/database.ts'
import { notify } from '../notifications/index.ts'
import type { OpenThread } from './open-thread.ts'
import type { LockedComment } from './row-queries.ts'

/**
 * Tells whoever wrote what a comment answers, that comment or the subject itself, of what is shown from now on. The
 * last statement of its transaction.
 */
export async function tellAnswered(
  tx: Kysely<Database>,
  comment: { readonly id: number; readonly accountId: number },
  { thread, parent }: { readonly thread: OpenThread; readonly parent: LockedComment | null },
): Promise<void> {
  const { kind, row } = thread.subject
  const accountId = parent === null ? thread.ownerId : parent.accountId
  if (accountId === null) return
  const subject =
    parent === null ? textOf(kind, row) : ({ kind: 'comment', id: parent.id } as const)
  if (subject === null) return
  await notify(tx, {
    ...{ accountId, subject, actorId: comment.accountId },
    kind: 'reply',
    detail: { commentId: comment.id },
  })
}

/** What people write themselves; of all else nobody is told. */
function textOf(kind: string, id: number) {
  return kind in SUBJECT_KINDS ? { kind: kind as SubjectKind, id } : null
}

import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { isWithdrawn } from './action-queries.ts'
import { closeCase } from './case-queries.ts'
import { recordAction } from './record-action.ts'
import type { ModeratedSubject } from './subject.ts'

/**
 * Has the author of a text take it back, for good as far as moderators are concerned: nothing is left for
 * them to decide. That holds for what one of them has deleted, too. A second time changes nothing. The
 * caller knows that `author` wrote it, and holds its row.
 */
export async function withdraw(
  tx: Kysely<Database>,
  { kind, setStatus }: ModeratedSubject,
  { id, author }: { readonly id: number; readonly author: string },
): Promise<void> {
  const subject = { kind, id }
  if (await isWithdrawn(tx, subject)) return
  const before = await setStatus(tx, id, 'deleted')
  if (before === null) return
  await recordAction(tx, {
    ...{ subject, before, after: 'deleted' },
    reason: 'removed by its author',
    actor: author,
    byAuthor: true,
  })
  await closeCase(tx, subject)
}

import type { Kysely } from 'kysely'
import { type Actor, ROLES } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { rankOf } from './lock-lower-rank.ts'
import { roleOf } from './sanction-queries.ts'

/**
 * Whether this actor may judge what an account wrote: nobody judges their own texts, but for admins, nor those of
 * somebody of higher rank. Null: nobody's. Throws FORBIDDEN.
 */
export async function requireJudge(
  tx: Kysely<Database>,
  actor: Actor,
  authorId: number | null,
): Promise<void> {
  if (authorId === null) return
  const role = await roleOf(tx, authorId)
  const rank = rankOf(actor)
  const isOwn = actor.kind === 'account' && actor.accountId === authorId
  if (isOwn && rank < ROLES.indexOf('admin')) {
    throw new AppError('FORBIDDEN', { message: 'You may not judge what you wrote yourself' })
  }
  if (role !== undefined && ROLES.indexOf(role) > rank) {
    throw new AppError('FORBIDDEN', { message: `You may not judge texts of one who is ${role}` })
  }
}

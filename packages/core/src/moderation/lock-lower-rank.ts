import type { Kysely } from 'kysely'
import { type Actor, ROLES, type Role } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { lockAccount } from './sanction-queries.ts'

/**
 * Locks an account that this actor may judge: one of lower rank, so that moderators judge neither each other
 * nor themselves. Throws ACCOUNT_NOT_FOUND or FORBIDDEN.
 */
export async function lockLowerRank(
  tx: Kysely<Database>,
  actor: Actor,
  accountId: number,
): Promise<void> {
  const role = await lockAccount(tx, accountId)
  if (role === undefined) {
    throw new AppError('ACCOUNT_NOT_FOUND', {
      fields: [{ pointer: '/accountId', message: 'no such account' }],
    })
  }
  if (rankOf(actor) > ROLES.indexOf(role)) return
  const isSelf = actor.kind === 'account' && actor.accountId === accountId
  const whom = isSelf ? 'yourself' : `one who is ${role}`
  throw new AppError('FORBIDDEN', { message: `You may not judge ${whom}` })
}

/** A key ranks as a moderator, and the installation itself above everybody. */
export function rankOf(actor: Actor): number {
  if (actor.kind === 'system') return ROLES.length
  const role: Role = actor.kind === 'account' ? actor.role : 'moderator'
  return ROLES.indexOf(role)
}

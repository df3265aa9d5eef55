import type { z } from 'zod'
import { actorName } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAudit } from './audit-queries.ts'
import type { setRoleInput, setRoleOutput } from './contract.ts'
import { updateRole } from './credential-queries.ts'

/**
 * Gives an account another role; it counts at once, also for sessions that run. For admins, who cannot change
 * their own, and the operator. Throws UNAUTHENTICATED, FORBIDDEN and ACCOUNT_NOT_FOUND.
 */
export async function setRole(
  ctx: Ctx,
  { accountId, role }: z.output<typeof setRoleInput>,
): Promise<z.output<typeof setRoleOutput>> {
  requireAdmin(ctx, accountId)
  return await transact(ctx.db, async (tx) => {
    if (!(await updateRole(tx, accountId, role))) throw new AppError('ACCOUNT_NOT_FOUND')
    const actor = actorName(ctx.actor)
    await insertAudit(tx, { accountId, actor, event: 'role-changed', detail: { role } })
    return { accountId, role }
  })
}

function requireAdmin({ actor }: Ctx, accountId: number): void {
  if (actor.kind === 'system') return
  if (actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED')
  if (actor.kind !== 'account' || actor.role !== 'admin') throw new AppError('FORBIDDEN')
  if (actor.accountId === accountId) {
    throw new AppError('FORBIDDEN', { message: 'Nobody changes their own role' })
  }
}

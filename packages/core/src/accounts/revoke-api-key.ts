import { actorName } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAudit } from './audit-queries.ts'
import { keyOwner } from './create-api-key.ts'
import { revokeKey } from './queries.ts'

/**
 * Ends a key for good; idempotent. An account ends its own ones. Throws UNAUTHENTICATED, FORBIDDEN, and
 * NOT_FOUND for an id that no such key ever had.
 */
export async function revokeApiKey(ctx: Ctx, { id }: { readonly id: string }): Promise<void> {
  const accountId = keyOwner(ctx.actor)
  await transact(ctx.db, async (tx) => {
    if (!(await revokeKey(tx, { id, accountId }, ctx.clock.now()))) {
      throw new AppError('NOT_FOUND', {
        fields: [{ pointer: '/id', message: 'no key has this id' }],
      })
    }
    if (accountId === null) return
    const actor = actorName(ctx.actor)
    await insertAudit(tx, { accountId, actor, event: 'api-key-revoked', detail: { key: id } })
  })
}

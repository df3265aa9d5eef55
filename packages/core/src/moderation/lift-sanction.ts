import type { z } from 'zod'
import { actorName, requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { liftInput, sanctionOutput } from './contract.ts'
import { lockLowerRank } from './lock-lower-rank.ts'
import { findSanction, insertAudit, writeLifted } from './sanction-queries.ts'
import { actionNotFound } from './subjects.ts'
import { tellSanctioned } from './tell-sanctioned.ts'
import { updateStanding } from './update-standing.ts'

/**
 * Ends a sanction before its time, or takes it back; what others of the account say still holds. Its sessions
 * stay ended, and what it wrote into the shadows stays there until it is restored. Throws ACTION_NOT_FOUND,
 * FORBIDDEN unless the account is of lower rank, and CONFLICT when it was lifted before.
 */
export async function liftSanction(
  ctx: Ctx,
  { sanctionId, reason = 'lifted' }: z.output<typeof liftInput>,
): Promise<z.output<typeof sanctionOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const actor = actorName(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const found = await findSanction(tx, sanctionId)
    if (found === undefined) throw actionNotFound('/sanctionId')
    const { account_id: accountId, kind, until } = found
    await lockLowerRank(tx, ctx.actor, accountId)
    if (!(await writeLifted(tx, sanctionId, { by: actor, reason }))) {
      throw new AppError('CONFLICT', { message: 'Somebody has lifted it already' })
    }
    const standing = await updateStanding(ctx, tx, accountId)
    const detail = { sanctionId, kind, reason }
    await insertAudit(tx, { accountId, actor, event: 'sanction-lifted', detail })
    await tellSanctioned(tx, accountId, { sanctionId, kind, until, reason, lifted: true })
    return { sanctionId, standing }
  })
}

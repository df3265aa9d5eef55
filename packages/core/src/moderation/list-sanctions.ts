import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { Sanction, sanctionListInput, sanctionListOutput } from './contract.ts'
import { findStanding, sanctionsOf } from './sanction-queries.ts'

/** What an account was sanctioned for, latest first, and what it may do now. Throws ACCOUNT_NOT_FOUND and BAD_CURSOR. */
export async function listSanctions(
  ctx: Ctx,
  { accountId, limit, cursor }: z.output<typeof sanctionListInput>,
): Promise<z.output<typeof sanctionListOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const list = { sanctionsOf: accountId }
  const [beforeId] =
    cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const standing = await findStanding(ctx.db, accountId, ctx.clock.now())
  if (standing === undefined) throw new AppError('ACCOUNT_NOT_FOUND')
  const rows = await sanctionsOf(ctx.db, accountId, { beforeId, limit: limit + 1 })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(toSanction),
    nextCursor: last && encodeCursor(list, [last.id]),
    standing,
  }
}

function toSanction(row: Awaited<ReturnType<typeof sanctionsOf>>[number]): Sanction {
  const { id, kind, reason, lifted_by: by, lifted_at: at } = row
  return {
    ...{ id, kind, reason },
    accountId: row.account_id,
    until: row.until?.toISOString() ?? null,
    by: row.imposed_by,
    at: row.imposed_at.toISOString(),
    lifted:
      by === null || at === null
        ? null
        : { by, at: at.toISOString(), reason: row.lift_reason ?? '' },
  }
}

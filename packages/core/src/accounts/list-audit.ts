import { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import { selectAudit } from './audit-queries.ts'
import type { auditInput, auditOutput } from './contract.ts'

const cursorKey = z.tuple([z.int().min(1)])

/** What happened to one's own account, latest first. Throws UNAUTHENTICATED or BAD_CURSOR. */
export async function listAudit(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof auditInput>,
): Promise<z.output<typeof auditOutput>> {
  const accountId = requireUser(ctx.actor)
  const list = { auditOf: accountId }
  const [beforeId] =
    cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(cursor, list, cursorKey)
  const rows = await selectAudit(ctx.db, accountId, { limit: limit + 1, beforeId })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ at, detail, ...entry }) => ({
      ...entry,
      detail: z
        .record(z.string(), z.union([z.string(), z.number(), z.null()]))
        .nullable()
        .parse(detail),
      at: at.toISOString(),
    })),
    nextCursor: last && encodeCursor(list, [last.id]),
  }
}

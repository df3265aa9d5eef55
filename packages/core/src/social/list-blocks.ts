import { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { blocksOf } from './block-queries.ts'
import type { blockListInput, blockListOutput } from './contract.ts'

/** Whom one has blocked or muted, latest first. Throws BAD_CURSOR. */
export async function listBlocks(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof blockListInput>,
): Promise<z.output<typeof blockListOutput>> {
  const accountId = requireUser(ctx.actor)
  const list = { blocksOf: accountId }
  const [beforeId] =
    cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const rows = await blocksOf(ctx.db, accountId, { beforeId, limit: limit + 1 })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map((row) => ({
      account: { id: row.other_id, name: row.display_name },
      kind: row.kind,
      since: row.since.toISOString(),
    })),
    nextCursor: last && encodeCursor(list, [last.id]),
  }
}

import { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { Follow, followListInput, followListOutput } from './contract.ts'
import { type FollowRow, followsOf } from './follow-queries.ts'

/** What one follows, latest first; products that cannot be seen are left out. Throws BAD_CURSOR. */
export async function listFollows(
  ctx: Ctx,
  { kind, limit, cursor }: z.output<typeof followListInput>,
): Promise<z.output<typeof followListOutput>> {
  const accountId = requireUser(ctx.actor)
  const list = { followsOf: accountId, kind: kind ?? 'all' }
  const [beforeId] =
    cursor === undefined ? [MAX_INT4] : decodeCursor(cursor, list, z.tuple([rowId]))
  const rows = await followsOf(ctx.db, accountId, { kind, beforeId, limit: limit + 1 })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.flatMap((row) => toFollow(row) ?? []),
    nextCursor: last && encodeCursor(list, [last.id]),
  }
}

function toFollow(row: FollowRow): Follow | null {
  const followedAt = row.followed_at.toISOString()
  const { followed_id: id, display_name: name, product, tag } = row
  if (id !== null) return { kind: 'account', account: { id, name }, followedAt }
  if (product !== null) return { kind: 'product', product, followedAt }
  return tag === null ? null : { kind: 'tag', tag, followedAt }
}

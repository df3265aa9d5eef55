import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor } from '../pagination.ts'
import { listRejectedRows } from './read-queries.ts'

export interface ListRejectedInput {
  readonly kind?: 'excluded' | 'quarantined' | undefined
  readonly code?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

const cursorKey = z.tuple([z.int().positive()])

/** Documents that are not counted and why, latest first. Needs the scope `ops:read`. Throws BAD_CURSOR. */
export async function listRejected(ctx: Ctx, input: ListRejectedInput) {
  requireScope(ctx.actor, 'ops:read')
  const filters = { kind: input.kind, code: input.code }
  const before = input.cursor === undefined ? null : decodeCursor(input.cursor, filters, cursorKey)
  const rows = await listRejectedRows(ctx.db, filters, {
    limit: input.limit + 1,
    beforeId: before === null ? null : before[0],
  })
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const hasMore = rows.length > input.limit && last !== undefined
  return { items, nextCursor: hasMore ? encodeCursor(filters, [last.id]) : null }
}

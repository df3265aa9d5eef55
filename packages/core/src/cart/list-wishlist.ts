import { z } from 'zod'
import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { wishlistInput, wishlistOutput } from './contract.ts'
import { wishesBehind } from './wishlist-queries.ts'

const cursorKey = z.tuple([z.int(), z.int().positive().max(MAX_INT4)])
const BEGINNING = [Number.MAX_SAFE_INTEGER, MAX_INT4] as const

/** The caller's wishlist without what is not sold any more, the newest first. Throws BAD_CURSOR. */
export async function listWishlist(
  ctx: Ctx,
  input: z.output<typeof wishlistInput>,
): Promise<z.output<typeof wishlistOutput>> {
  const accountId = accountOf(ctx.actor)
  const { limit, cursor } = input
  const [time, id] = cursor === undefined ? BEGINNING : decodeCursor(cursor, 'wishlist', cursorKey)
  if (accountId === null) return { items: [], nextCursor: null }
  const rows = await wishesBehind(ctx.db, accountId, { time, id, limit: limit + 1 })
  const { kept, last } = cutPage(rows, limit)
  return {
    items: kept.map(({ product, addedAt }) => ({ product, addedAt })),
    nextCursor: last && encodeCursor('wishlist', [last.time, last.product.id]),
  }
}

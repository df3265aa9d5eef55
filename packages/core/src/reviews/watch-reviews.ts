import type { Ctx } from '../context.ts'
import { isBombed, WATCH_DAYS } from './is-bombed.ts'
import { findPaces, markBombed } from './watch-queries.ts'

const DAY_MS = 86_400_000

/**
 * Marks products whose reviews of the last days are unusually many and unlike those before, and takes the
 * mark away when they no longer are. The mark is for people to see: it excludes nothing.
 */
export async function watchReviews(
  ctx: Ctx,
): Promise<{ readonly watched: number; readonly marked: number; readonly cleared: number }> {
  const now = ctx.clock.now()
  const recentFrom = new Date(now.getTime() - WATCH_DAYS.recent * DAY_MS)
  const beforeFrom = new Date(recentFrom.getTime() - WATCH_DAYS.before * DAY_MS)
  const paces = await findPaces(ctx.db, { beforeFrom, recentFrom })
  const marked = paces.filter((pace) => !pace.bombed && isBombed(pace))
  const cleared = paces.filter((pace) => pace.bombed && !isBombed(pace))
  for (const { product_id } of marked) await markBombed(ctx.db, product_id, now)
  for (const { product_id } of cleared) await markBombed(ctx.db, product_id, null)
  return { watched: paces.length, marked: marked.length, cleared: cleared.length }
}

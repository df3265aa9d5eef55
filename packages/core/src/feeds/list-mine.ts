import { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { openCursor, signCursor } from '../pagination.ts'
import type { feedMineInput, feedMineOutput } from './contract.ts'
import { pageText } from './feed-text.ts'
import { newestPage } from './page-queries.ts'
import { PLACE } from './place.ts'

const key = z.tuple([z.string().regex(PLACE)])

/**
 * The caller's own posts, the newest first, as everybody sees them and those that are shown to their author alone
 * among them: always from the database. Throws BAD_CURSOR, UNAUTHENTICATED and FORBIDDEN.
 */
export async function listMine(
  ctx: Ctx,
  { cursor, limit }: z.output<typeof feedMineInput>,
): Promise<z.output<typeof feedMineOutput>> {
  const id = requireUser(ctx.actor)
  const filters = ['feed', 'mine', id]
  const [below] = cursor === undefined ? [null] : openCursor(ctx.signer, { cursor, filters, key })
  const { items, end } = await newestPage(ctx.db, { kind: 'mine', id }, { below, limit })
  return JSON.parse(pageText(items, end && signCursor(ctx.signer, filters, [end])))
}

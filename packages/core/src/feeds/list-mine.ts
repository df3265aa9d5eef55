import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { feedMineInput, feedMineOutput } from './contract.ts'
import { ownPage } from './own-page.ts'

/**
 * The caller's own posts, the newest first, as everybody sees them and those that are shown to their author alone
 * among them: always from the database. Throws BAD_CURSOR, UNAUTHENTICATED and FORBIDDEN.
 */
export async function listMine(
  ctx: Ctx,
  page: z.output<typeof feedMineInput>,
): Promise<z.output<typeof feedMineOutput>> {
  return ownPage(ctx, { kind: 'mine', id: requireUser(ctx.actor) }, page)
}

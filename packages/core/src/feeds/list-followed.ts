import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { feedFollowedInput, feedFollowedOutput } from './contract.ts'
import { ownPage } from './own-page.ts'

/**
 * Posts of the people, about the products and with the tags that the caller follows, each once, the newest first,
 * without those of people they have muted or blocked: always from the database. Throws BAD_CURSOR, UNAUTHENTICATED
 * and FORBIDDEN.
 */
export async function listFollowed(
  ctx: Ctx,
  page: z.output<typeof feedFollowedInput>,
): Promise<z.output<typeof feedFollowedOutput>> {
  return ownPage(ctx, { kind: 'followed', id: requireUser(ctx.actor) }, page)
}

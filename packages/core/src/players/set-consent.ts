import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { moveRevision } from '../stats/index.ts'
import type { setConsentInput, setConsentOutput } from './contract.ts'
import { findPlayer } from './find-player.ts'
import { updateConsent } from './queries.ts'

/**
 * Writes down that a player agrees to be shown, or does so no more. It holds from the next request on:
 * every page reads it, pages of players are not kept by shared caches, and the revision of what processes
 * keep moves with it. Throws PLAYER_NOT_FOUND; UNAUTHENTICATED or FORBIDDEN without `players:write`.
 */
export async function setConsent(
  ctx: Ctx,
  input: z.output<typeof setConsentInput>,
): Promise<z.output<typeof setConsentOutput>> {
  requireScope(ctx.actor, 'players:write')
  const now = ctx.clock.now()
  const consentedAt = await transact(ctx.db, async (tx) => {
    const { player_key } = await findPlayer(tx, input.player)
    const at = await updateConsent(tx, player_key, input.consented ? now : null)
    await moveRevision(tx)
    return at
  })
  return { consentedAt: consentedAt?.toISOString() ?? null }
}

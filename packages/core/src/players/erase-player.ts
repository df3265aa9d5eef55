import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { normalisePlayerId } from '../matches/index.ts'
import { enqueue } from '../outbox/index.ts'
import { lockRollupVersions, moveRevision } from '../stats/index.ts'
import type { erasePlayerInput, erasePlayerOutput } from './contract.ts'
import { deletePlayer, insertErasure, insertTombstone } from './erase-queries.ts'
import { findPlayer } from './find-player.ts'

/**
 * Forgets a player for good. With this transaction the player has no page and no name, and matches that
 * come later are stored without them; the job it starts takes the player out of the games, the roll-ups
 * and the archive. A puuid is erased even if no match had it. Asking again is fine: it looks through
 * rejected documents once more. Throws PLAYER_NOT_FOUND for a name that nobody has, or what is no puuid;
 * UNAUTHENTICATED or FORBIDDEN without `players:write`.
 */
export async function erasePlayer(
  ctx: Ctx,
  { player: ref }: z.output<typeof erasePlayerInput>,
): Promise<z.output<typeof erasePlayerOutput>> {
  requireScope(ctx.actor, 'players:write')
  const now = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    // Waits for batches that are being stored: they might still bring matches of this player.
    await lockRollupVersions(tx, 'exclusive')
    const puuid = ref.includes('#')
      ? (await findPlayer(tx, ref)).puuid
      : requirePuuid(normalisePlayerId(ref))
    const player_key = (await deletePlayer(tx, puuid)) ?? null
    await insertTombstone(tx, { puuid, now })
    await insertErasure(tx, { puuid, player_key, requested_at: now })
    await enqueue(tx, 'players.erase', {})
    await moveRevision(tx)
    return { known: player_key !== null }
  })
}

function requirePuuid(puuid: string | null): string {
  if (puuid !== null) return puuid
  throw new AppError('PLAYER_NOT_FOUND', {
    fields: [{ pointer: '/player', message: 'neither a puuid nor `name#tag`' }],
  })
}

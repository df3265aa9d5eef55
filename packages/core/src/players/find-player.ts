import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { normalisePlayerId } from '../matches/index.ts'
import { foldName, isShown } from '../privacy.ts'
import type { Identity } from './contract.ts'
import { findByName, findByPuuid, type PlayerRow } from './queries.ts'

/** Whom a caller means: `name#tag` or a puuid, which never has a `#`. Throws PLAYER_NOT_FOUND. */
export async function findPlayer(
  db: Kysely<Database>,
  ref: string,
  pointer = '/player',
): Promise<PlayerRow> {
  const player = await (ref.includes('#')
    ? findByName(db, { searchKey: foldName(ref), name: ref })
    : findByPuuid(db, normalisePlayerId(ref)))
  if (player !== undefined) return player
  throw new AppError('PLAYER_NOT_FOUND', {
    fields: [{ pointer, message: 'no such player' }],
  })
}

/**
 * The player whose page is asked for: the first line of every page, and the one place that says who may
 * be shown. Throws PLAYER_NOT_FOUND, and PLAYER_PRIVATE where pages need a consent that was not given.
 */
export async function openPage(ctx: Ctx, ref: string, pointer?: string): Promise<PlayerRow> {
  const player = await findPlayer(ctx.db, ref, pointer)
  if (isShown(ctx.playerPages, player)) return player
  throw new AppError('PLAYER_PRIVATE', {
    fields: [{ pointer: pointer ?? '/player', message: 'has not agreed to be shown' }],
  })
}

export function toIdentity({ puuid, name, tag }: PlayerRow): Identity {
  return { puuid, name, tag }
}

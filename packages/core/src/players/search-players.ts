import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { foldName } from '../privacy.ts'
import type { searchPlayersInput, searchPlayersOutput } from './contract.ts'
import { toIdentity } from './find-player.ts'
import { searchRows } from './queries.ts'

const cursorKey = z.tuple([z.string().regex(/^\P{Cc}*$/u), z.int().min(0).max(MAX_INT4)])

/**
 * Players whose `name#tag` begins like this, in the order of their names, by keyset cursor: those who
 * may be shown. Throws BAD_CURSOR.
 */
export async function searchPlayers(
  ctx: Ctx,
  { query, limit, cursor }: z.output<typeof searchPlayersInput>,
): Promise<z.output<typeof searchPlayersOutput>> {
  const prefix = foldName(query)
  const after = cursor === undefined ? null : decodeCursor(cursor, prefix, cursorKey)
  const rows = await searchRows(
    ctx.db,
    { prefix, pages: ctx.playerPages },
    { limit: limit + 1, after },
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toIdentity),
    nextCursor:
      rows.length > limit && last !== undefined
        ? encodeCursor(prefix, [last.search_key ?? '', last.player_key])
        : null,
  }
}

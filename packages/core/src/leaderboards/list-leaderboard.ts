import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { readSnapshot } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { decodeCursor, encodeCursor } from '../pagination.ts'
import { MIN_GAMES } from './boards.ts'
import type { Leaderboard, leaderboardInput } from './contract.ts'
import { toEntry } from './entry.ts'
import { countPlaces, entries, findEdition } from './queries.ts'
import { resolveScope } from './resolve-board.ts'

const cursorKey = z.tuple([z.int32().positive(), z.int32().positive()])

/**
 * A leaderboard, best first. The cursor names the edition of its first page: however often the board is
 * made anew meanwhile, nobody is missed or met twice. A position by value could not promise that, since
 * values move. Throws BAD_CURSOR when that edition is gone.
 */
export async function listLeaderboard(
  ctx: Ctx,
  input: z.output<typeof leaderboardInput>,
): Promise<Leaderboard> {
  const { limit, cursor, ...filters } = input
  const from = cursor === undefined ? null : decodeCursor(cursor, filters, cursorKey)
  const [wanted, after] = from ?? [undefined, 0]
  const minGames = MIN_GAMES[input.by]
  const nothing = { items: [], nextCursor: null, players: 0, minGames, updatedAt: null }
  const scope = await resolveScope(ctx, filters)
  if (scope === null) return nothing

  return readSnapshot(ctx.db, async (tx) => {
    const found = await findEdition(tx, scope, wanted)
    if (found === undefined && from !== null) throw editionGone()
    if (found === undefined) return nothing
    const board = { ...scope, board: input.by, edition: found.edition }
    const rows = await entries(tx, board, { after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => toEntry(ctx, row)),
      nextCursor:
        rows.length > limit && last !== undefined
          ? encodeCursor(filters, [found.edition, last.rank])
          : null,
      players: await countPlaces(tx, board),
      minGames,
      updatedAt: found.made_at.toISOString(),
    }
  })
}

function editionGone(): AppError {
  const message = 'the board it was made for has been replaced: begin with the first page'
  return new AppError('BAD_CURSOR', { fields: [{ pointer: '/cursor', message }] })
}

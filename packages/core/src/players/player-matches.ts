import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { playerMatchesInput, playerMatchesOutput } from './contract.ts'
import { openPage } from './find-player.ts'
import { type GameKey, historyRows, lastScanned } from './game-queries.ts'
import { toGameLines } from './pages/game-line.ts'
import { resolveGames } from './resolve-games.ts'

const cursorKey = z.tuple([z.int().min(0).max(MAX_INT4), z.int().min(0).max(MAX_INT4)])

/** Games that a page looks at, at most: what a filter that fits hardly any costs. */
const SCAN = 1_000

/**
 * A player's games, newest first, by keyset cursor. A page whose filters fit few of the games it looks
 * at is short and still has a next one. Throws PLAYER_NOT_FOUND, PLAYER_PRIVATE, BAD_CURSOR.
 */
export async function playerMatches(
  ctx: Ctx,
  { limit, cursor, ...input }: z.output<typeof playerMatchesInput>,
): Promise<z.output<typeof playerMatchesOutput>> {
  const { player_key } = await openPage(ctx, input.player)
  const { player: _, result, ...filters } = input
  const list = { player_key, result, ...filters }
  const before = cursor === undefined ? null : toKey(decodeCursor(cursor, list, cursorKey))
  const filter = await resolveGames(ctx, filters)
  if (filter === null) return { items: [], nextCursor: null }

  const page = { filter, result, before, scan: SCAN, limit: limit + 1 }
  const rows = await historyRows(ctx.db, player_key, page)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : await lastScanned(ctx.db, player_key, page)
  return {
    items: await toGameLines(ctx, shown),
    nextCursor:
      last === undefined ? null : encodeCursor(list, [last.started_minute, last.match_key]),
  }
}

function toKey([started_minute, match_key]: z.output<typeof cursorKey>): GameKey {
  return { started_minute, match_key }
}

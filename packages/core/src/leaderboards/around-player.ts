import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { readSnapshot } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { normalisePlayerId } from '../matches/index.ts'
import { foldName, isShown } from '../privacy.ts'
import { MIN_GAMES } from './boards.ts'
import type { LeaderboardAround, leaderboardAroundInput } from './contract.ts'
import { toEntry } from './entry.ts'
import { countPlaces, entries, findEdition, findPlayer, rankOf } from './queries.ts'
import { resolveScope } from './resolve-board.ts'

/**
 * A player's place on a board and those before and after it. Throws PLAYER_NOT_FOUND, and PLAYER_PRIVATE
 * for a player who has not agreed to be shown.
 */
export async function aroundPlayer(
  ctx: Ctx,
  input: z.output<typeof leaderboardAroundInput>,
): Promise<LeaderboardAround> {
  const playerKey = await openPlayer(ctx, input.player)
  const minGames = MIN_GAMES[input.by]
  const nothing = { rank: null, items: [], players: 0, minGames, updatedAt: null }
  const scope = await resolveScope(ctx, input)
  if (scope === null) return nothing

  return readSnapshot(ctx.db, async (tx) => {
    const found = await findEdition(tx, scope)
    if (found === undefined) return nothing
    const board = { ...scope, board: input.by, edition: found.edition }
    const rank = await rankOf(tx, board, playerKey)
    return {
      rank,
      items: rank === null ? [] : await neighbours(rank),
      players: await countPlaces(tx, board),
      minGames,
      updatedAt: found.made_at.toISOString(),
    }

    async function neighbours(of: number) {
      const after = Math.max(0, of - input.limit - 1)
      const rows = await entries(tx, board, { after, limit: of + input.limit - after })
      return rows.map((row) => toEntry(ctx, row))
    }
  })
}

/** The key of a player who may be shown; names have a `#`, ids never do. */
async function openPlayer(ctx: Ctx, ref: string): Promise<number> {
  const puuid = normalisePlayerId(ref)
  const player = ref.includes('#')
    ? await findPlayer(ctx.db, { searchKey: foldName(ref) })
    : puuid === null
      ? undefined
      : await findPlayer(ctx.db, { puuid })
  if (player === undefined) throw refused('PLAYER_NOT_FOUND', 'no such player')
  if (isShown(ctx.playerPages, player)) return player.player_key
  throw refused('PLAYER_PRIVATE', 'has not agreed to be shown')
}

function refused(code: 'PLAYER_NOT_FOUND' | 'PLAYER_PRIVATE', message: string): AppError {
  return new AppError(code, { fields: [{ pointer: '/player', message }] })
}

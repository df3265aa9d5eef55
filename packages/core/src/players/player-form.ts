import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { coreMeasures, totalCoreSums } from '../stats/index.ts'
import { openPage } from './find-player.ts'
import { historyRows, MAX_SCANNED, type SumsRow, sumsBy } from './game-queries.ts'
import type { PlayerForm, playerFormInput } from './pages/contract.ts'
import { resultOf, toCoreSums } from './pages/game-line.ts'
import { resolveGames } from './resolve-games.ts'

const DAY_MINUTES = 1_440
const MINUTE_MS = 60_000

/**
 * How a player's latest games went, one by one and over a rolling window, and per day. Unknown filter
 * values give an empty form. Throws PLAYER_NOT_FOUND, PLAYER_PRIVATE.
 */
export async function playerForm(
  ctx: Ctx,
  { player, last, window, days, ...filters }: z.output<typeof playerFormInput>,
): Promise<PlayerForm> {
  const { player_key } = await openPage(ctx, player)
  const filter = await resolveGames(ctx, filters)
  if (filter === null) return { games: [], days: [] }
  const now = ctx.clock.now().getTime() / MINUTE_MS
  // The first game's window reaches back to games before the series.
  const limit = last + window - 1
  const [rows, sums] = await Promise.all([
    historyRows(ctx.db, player_key, { filter, scan: MAX_SCANNED, limit }),
    sumsBy(ctx.db, player_key, { key: 'day', filter, since: firstMinute(now, days) }),
  ])
  return { games: series(rows.toReversed(), { last, window }), days: sums.map(toDay) }
}

/** The minute in which the first of the last `days` UTC days begins, today included. */
function firstMinute(now: number, days: number): number {
  return (Math.floor(now / DAY_MINUTES) - days + 1) * DAY_MINUTES
}

/** The last games of `rows`, oldest first, each with the sums of its window. */
function series(
  rows: Awaited<ReturnType<typeof historyRows>>,
  { last, window }: { readonly last: number; readonly window: number },
): PlayerForm['games'] {
  const sums = rows.map(toCoreSums)
  const games = rows.map((row, index) => ({
    matchId: row.id,
    startedAt: row.started_at.toISOString(),
    result: resultOf(row),
    measures: coreMeasures(toCoreSums(row)),
    rolling: coreMeasures(totalCoreSums(sums.slice(Math.max(0, index + 1 - window), index + 1))),
  }))
  return games.slice(-last)
}

function toDay(row: SumsRow): PlayerForm['days'][number] {
  const day = new Date(row.key * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10)
  return { day, measures: coreMeasures(row) }
}

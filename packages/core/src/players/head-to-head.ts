import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { decodeEvents } from '../matches/index.ts'
import { coreMeasures, totalCoreSums } from '../stats/index.ts'
import { openPage, toIdentity } from './find-player.ts'
import type { HeadToHead, headToHeadInput } from './pages/contract.ts'
import { resolveGames } from './resolve-games.ts'
import { type DuelRow, duelRows, type VersusRow, versusSums } from './versus-queries.ts'

/** Matches whose kills are read. */
const DUELS = 20

/**
 * Two players in the games they share: in one team and against each other, and who killed whom in the
 * latest of the latter. Throws PLAYER_NOT_FOUND, PLAYER_PRIVATE, and BAD_INPUT when both are the same.
 */
export async function headToHead(
  ctx: Ctx,
  { a: refA, b: refB, ...filters }: z.output<typeof headToHeadInput>,
): Promise<HeadToHead> {
  const a = await openPage(ctx, refA, '/a')
  const b = await openPage(ctx, refB, '/b')
  if (a.player_key === b.player_key) {
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/b', message: 'is the same player' }] })
  }
  const pair = { a: a.player_key, b: b.player_key }
  const filter = await resolveGames(ctx, filters)
  const [sums, duels] = await Promise.all([
    filter === null ? [] : versusSums(ctx.db, pair, filter),
    filter === null ? [] : duelRows(ctx.db, pair, { filter, limit: DUELS }),
  ])
  return {
    a: toIdentity(a),
    b: toIdentity(b),
    together: toSides(sums.filter(({ together }) => together)),
    against: toSides(sums.filter(({ together }) => !together)),
    duels: countKills(ctx, duels),
  }
}

function toSides(rows: readonly VersusRow[]): HeadToHead['together'] {
  const of = (side: VersusRow['side']) =>
    coreMeasures(totalCoreSums(rows.filter((row) => row.side === side)))
  return { a: of('a'), b: of('b') }
}

function countKills(ctx: Ctx, rows: readonly DuelRow[]): HeadToHead['duels'] {
  const duels = { matches: rows.length, killsOfA: 0, killsOfB: 0 }
  for (const { a_slot, b_slot, events } of rows) {
    for (const { killer, victim } of decodeEvents(ctx.codec, events).flatMap(
      ({ kills }) => kills,
    )) {
      if (killer === a_slot && victim === b_slot) duels.killsOfA += 1
      if (killer === b_slot && victim === a_slot) duels.killsOfB += 1
    }
  }
  return duels
}

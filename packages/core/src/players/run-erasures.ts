import type { Ctx } from '../context.ts'
import { unfollowPlayer } from '../crawler/index.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { deleteRejected } from '../matches/index.ts'
import { moveRevision } from '../stats/index.ts'
import {
  disownGames,
  type Erasure,
  finishErasure,
  moveErasure,
  nextErasure,
  rawHashes,
  rejectedAfter,
} from './erase-queries.ts'
import { forgetEverywhere } from './forget-everywhere.ts'
import type { GameKey } from './game-queries.ts'

/** Documents per step: a kill loses no more than a step. */
const BATCH = 200

/**
 * Takes erased players out of everything that still knows them. Raw documents go first, because the games
 * lead to them; then games and sums, in one transaction; then rejected documents, which say nothing about
 * who is in them and so are read. Each step may be repeated; how far it is stands in the erasure's row.
 */
export async function runErasures(
  ctx: Ctx,
  _input: JobInput<'players.erase'>,
): Promise<JobResult<'players.erase'>> {
  const result = { erased: 0, games: 0, documents: 0 }
  let erasure = await nextErasure(ctx.db, 0)
  while (erasure !== undefined) {
    const days = await ctx.archive.days()
    result.documents += await removeMatchDocuments(ctx, erasure, days)
    result.games += await removeGames(ctx, erasure)
    result.documents += await removeRejected(ctx, erasure, days)
    await unfollowPlayer(ctx.db, erasure.puuid)
    await finishErasure(ctx.db, erasure.id, ctx.clock.now())
    result.erased += 1
    erasure = await nextErasure(ctx.db, erasure.id)
  }
  return result
}

type Days = readonly string[]

async function removeMatchDocuments(
  ctx: Ctx,
  { player_key }: Erasure,
  days: Days,
): Promise<number> {
  if (player_key === null) return 0
  let removed = 0
  let before: GameKey | null = null
  do {
    ctx.signal?.throwIfAborted()
    const rows: Awaited<ReturnType<typeof rawHashes>> = await rawHashes(ctx.db, player_key, {
      before,
      limit: BATCH,
    })
    for (const { hash } of rows) await removeEverywhere(ctx, hash, days)
    removed += rows.length
    before = rows.at(-1) ?? null
  } while (before !== null)
  return removed
}

/** A document that came again on another day lies in the archive under both. */
async function removeEverywhere({ archive }: Ctx, hash: string, days: Days): Promise<void> {
  await Promise.all(days.map((day) => archive.remove({ day, hash })))
}

async function removeGames(ctx: Ctx, { player_key }: Erasure): Promise<number> {
  if (player_key === null) return 0
  return transact(ctx.db, async (tx) => {
    await forgetEverywhere(tx, player_key)
    const games = await disownGames(tx, player_key)
    await moveRevision(tx)
    return games
  })
}

async function removeRejected(ctx: Ctx, erasure: Erasure, days: Days): Promise<number> {
  const needle = erasure.puuid.toLowerCase()
  let removed = 0
  let id = erasure.rejected_id
  for (;;) {
    ctx.signal?.throwIfAborted()
    const rows = await rejectedAfter(ctx.db, { id, limit: BATCH })
    const last = rows.at(-1)
    if (last === undefined) return removed
    for (const row of rows) {
      if (!(await mentions(ctx, row, { needle, days }))) continue
      await removeEverywhere(ctx, row.raw_hash, days)
      await deleteRejected(ctx.db, [row.id])
      removed += 1
    }
    id = last.id
    await moveErasure(ctx.db, { id: erasure.id, rejected_id: id })
  }
}

type RejectedRow = Awaited<ReturnType<typeof rejectedAfter>>[number]

/** Whether the document, or what was said about it, has the id in any spelling. */
async function mentions(
  ctx: Ctx,
  row: RejectedRow,
  { needle, days }: { readonly needle: string; readonly days: Days },
): Promise<boolean> {
  const isIn = (text: string) => text.toLowerCase().includes(needle)
  if ([row.origin, row.message, row.pointer].some(isIn)) return true
  const raw = await findRaw(ctx, row, days)
  return raw !== null && isIn(new TextDecoder().decode(raw))
}

/** Usually it lies under the day of its latest receipt; one received around midnight, under another. */
async function findRaw(ctx: Ctx, row: RejectedRow, days: Days): Promise<Uint8Array | null> {
  const day = row.received_at.toISOString().slice(0, 10)
  for (const one of new Set([day, ...days])) {
    const compressed = await ctx.archive.get({ day: one, hash: row.raw_hash })
    if (compressed === null) continue
    try {
      return ctx.codec.decompress(compressed)
    } catch (error) {
      // One broken file must not keep anybody's erasure from its end.
      ctx.log.warn('a raw document cannot be read', { day: one, hash: row.raw_hash, error })
    }
  }
  return null
}

import type { Transaction } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { enqueue } from '../outbox/index.ts'
import { ERASED_PLAYER } from '../privacy.ts'
import { renewPendingRatings, rewindRatings } from '../ratings/index.ts'
import { dropEmptyRows, rewriteInRollups } from '../stats/index.ts'
import { PARSER_VERSION } from './match-rows.ts'
import { type Derived, deriveAgain } from './rederive/derive-again.ts'
import {
  type Derivation,
  lockOutdated,
  markDerived,
  type OutdatedMatch,
  outdatedMatches,
  replaceMatches,
  seatedPlayers,
} from './rederive/queries.ts'
import { latestSightings, toEvents, toStoredMatch, toStoredPlayers } from './store-prepared.ts'
import { claimPlayers, insertPlayerMatches } from './store-queries.ts'

/** Matches per transaction: their raw documents are in memory together. */
const BATCH = 50

/** What one run of the job may take: then it asks for the next one, behind the other jobs of its queue. */
const RUN_MS = 60_000

/**
 * Measures matches again that an earlier parser, or one with another trade window, has read: from the raw
 * document, or from what is stored where that is gone. A match's rows and its sums change in one
 * transaction. Matches that the present parser refuses keep their rows: they were counted. Rests while a
 * rebuild runs.
 */
export async function rederive(
  ctx: Ctx,
  _input: JobInput<'stats.rederive'>,
): Promise<JobResult<'stats.rederive'>> {
  const of = presentDerivation(ctx)
  const deadline = performance.now() + RUN_MS
  const result = { rewritten: 0, kept: 0 }
  while (performance.now() < deadline) {
    ctx.signal?.throwIfAborted()
    const matches = await outdatedMatches(ctx.db, { ...of, limit: BATCH })
    const done = matches.length === 0 ? null : await rederiveBatch(ctx, matches, of)
    if (done === null) return await finished(ctx, result)
    result.rewritten += done.rewritten
    result.kept += done.kept
  }
  await enqueue(ctx.db, 'stats.rederive', {})
  return await finished(ctx, result)
}

async function finished(
  ctx: Ctx,
  result: JobResult<'stats.rederive'>,
): Promise<JobResult<'stats.rederive'>> {
  if (result.rewritten > 0) await dropEmptyRows(ctx)
  return result
}

/** Asks for a run when there is a match for it: by the clock, so also after an upgrade. */
export async function wakeRederive(
  ctx: Ctx,
  _input: JobInput<'stats.rederiveSweep'>,
): Promise<JobResult<'stats.rederiveSweep'>> {
  const [match] = await outdatedMatches(ctx.db, { ...presentDerivation(ctx), limit: 1 })
  if (match !== undefined) await enqueue(ctx.db, 'stats.rederive', {})
  return { woken: match !== undefined }
}

function presentDerivation({ preparer }: Ctx): Derivation {
  return { parserVersion: PARSER_VERSION, tradeWindowMs: preparer.tradeWindowMs }
}

/** Null while a rebuild runs. */
async function rederiveBatch(
  ctx: Ctx,
  matches: readonly OutdatedMatch[],
  of: Derivation,
): Promise<JobResult<'stats.rederive'> | null> {
  const derived = await deriveAgain(ctx, matches)
  return await transact(ctx.db, async (tx) => {
    const keys = await lockOutdated(
      tx,
      matches.map(({ match_key }) => match_key),
      of,
    )
    const fresh = derived.filter(({ match }) => keys.includes(match.match_key))
    const rewritten = fresh.map(({ match }) => match.match_key)
    const kept = keys.filter((key) => !rewritten.includes(key))
    if (kept.length > 0) {
      ctx.log.warn('matches stay as an earlier parser has read them', { keys: kept })
      await markDerived(tx, kept, of)
    }
    const options = { keys: rewritten, now: ctx.clock.now() }
    const isDone = await rewriteInRollups(tx, options, () => rewriteRows(tx, fresh))
    return isDone ? { rewritten: rewritten.length, kept: kept.length } : null
  })
}

async function rewriteRows(tx: Transaction<Database>, derived: readonly Derived[]): Promise<void> {
  const playerKey = await playerKeys(tx, derived)
  await replaceMatches(
    tx,
    derived.map(({ match, measured, keys }) => ({
      ...toStoredMatch(measured, keys),
      match_key: match.match_key,
    })),
    derived.map(({ measured, keys }) => toEvents(measured, keys)),
  )
  await rateAgain(tx, derived)
  await insertPlayerMatches(
    tx,
    derived.flatMap((one) =>
      toStoredPlayers(one.measured, one.keys).map((player, slot) => ({
        ...player,
        match_key: one.match.match_key,
        player_key: playerKey(one, { slot, puuid: player.puuid }),
      })),
    ),
  )
}

/** Has ratings made again from the earlier of both places of every match that moved or ended otherwise. */
async function rateAgain(tx: Transaction<Database>, derived: readonly Derived[]): Promise<void> {
  const moved = derived.flatMap(({ match, measured, keys }) => {
    const row = toStoredMatch(measured, keys)
    const now = { ...row, started_at: new Date(row.started_at) }
    const isSame =
      now.winner === match.winner &&
      now.queue_key === match.queue_key &&
      now.started_at.getTime() === match.started_at.getTime()
    return isSame ? [] : [{ key: match.match_key, places: [match, now] }]
  })
  await renewPendingRatings(
    tx,
    moved.map(({ key }) => key),
  )
  for (const { queue_key, started_at } of moved.flatMap(({ places }) => places)) {
    const fromMinute = Math.floor(started_at.getTime() / 60_000)
    await rewindRatings(tx, { queueKey: queue_key, fromMinute })
  }
}

/** Who played. Asked here, in the transaction, since a player may have been erased while matches were measured. */
async function playerKeys(tx: Transaction<Database>, derived: readonly Derived[]) {
  const named = derived.filter(({ isNamed }) => isNamed)
  const byPuuid = await claimPlayers(tx, latestSightings(named.map(({ measured }) => measured)))
  const seated = await seatedPlayers(
    tx,
    derived.map(({ match }) => match.match_key),
  )
  return (
    { match, isNamed }: Derived,
    { slot, puuid }: { readonly slot: number; readonly puuid: string },
  ): number =>
    (isNamed ? byPuuid.get(puuid) : seated.get(`${match.match_key} ${slot}`)) ?? ERASED_PLAYER
}

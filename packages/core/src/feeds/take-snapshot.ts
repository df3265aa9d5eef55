import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { nameOf, type Scope } from './scope.ts'
import {
  deleteOldSnapshots,
  insertSnapshot,
  latestSnapshot,
  lockFeed,
  type RankedSort,
  type Snapshot,
  tryLockFeed,
} from './snapshot-queries.ts'

/** How old the order may be that a first page shows, milliseconds. */
const RENEW_MS = 45_000
/** Beyond this nobody is shown it, even while somebody makes a new one: who begins with it has 15 minutes left. */
const STALE_MS = 300_000
const KEPT_MINUTES = 20
/** The best ones; who has read them all is at the end. */
const MAX_POSTS = 100_000

export interface Ranking {
  readonly scope: Scope
  readonly sort: RankedSort
}

/** The order that a first page shows: of the last minute, as long as somebody asks for it. Null: no posts. */
export async function takeSnapshot(
  ctx: Pick<Ctx, 'db' | 'sharedCache'>,
  ranking: Ranking,
): Promise<Snapshot | null> {
  const feed = `${ranking.sort}:${nameOf(ranking.scope)}`
  return ctx.sharedCache.local(`snapshot:${feed}`, [], async () => {
    const latest = await latestSnapshot(ctx.db, feed)
    if (latest !== undefined && latest.ageMs < RENEW_MS) return latest
    const usable = latest !== undefined && latest.ageMs < STALE_MS ? latest : null
    return transact(ctx.db, (tx) => renew(tx, { ...ranking, feed, usable }))
  })
}

async function renew(
  tx: Kysely<Database>,
  {
    feed,
    scope,
    sort,
    usable,
  }: Ranking & { readonly feed: string; readonly usable: Snapshot | null },
): Promise<Snapshot | null> {
  if (usable === null) await lockFeed(tx, feed)
  else if (!(await tryLockFeed(tx, feed))) return usable
  const latest = await latestSnapshot(tx, feed)
  if (latest !== undefined && latest.ageMs < RENEW_MS) return latest
  await deleteOldSnapshots(tx, feed, KEPT_MINUTES)
  return insertSnapshot(tx, { feed, scope, sort, limit: MAX_POSTS })
}

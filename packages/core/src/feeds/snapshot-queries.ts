import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Scope } from './scope.ts'

export interface Snapshot {
  readonly id: number
  readonly posts: number
}

export type RankedSort = 'hot' | 'top'

/** Posts in one part of a snapshot. */
export const PART_POSTS = 500

export async function latestSnapshot(
  db: Kysely<Database>,
  feed: string,
): Promise<(Snapshot & { readonly ageMs: number }) | undefined> {
  const { rows } = await sql<Snapshot & { ageMs: number }>`
    select id, posts, (extract(epoch from clock_timestamp() - made_at) * 1000)::double precision as "ageMs"
    from feed_snapshot where feed = ${feed} order by id desc limit 1
  `.execute(db)
  return rows[0]
}

/** Until the end of the transaction only this one makes snapshots of the feed. */
export async function lockFeed(tx: Kysely<Database>, feed: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('feed_snapshot'), hashtext(${feed}))`.execute(tx)
}

/** The same, unless somebody else is at it: then false. */
export async function tryLockFeed(tx: Kysely<Database>, feed: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('feed_snapshot'), hashtext(${feed})) as locked
  `.execute(tx)
  return rows[0]?.locked ?? false
}

const ORDERS = {
  hot: sql`post.hot desc, post.id desc`,
  top: sql`post.score desc, post.id desc`,
} as const satisfies Record<RankedSort, RawBuilder<unknown>>

/** Writes down the order of this moment, of the best `limit`. Nothing, and null, when there are no posts. */
export async function insertSnapshot(
  tx: Kysely<Database>,
  of: {
    readonly feed: string
    readonly scope: Scope
    readonly sort: RankedSort
    readonly limit: number
  },
): Promise<Snapshot | null> {
  const { rows } = await sql<Snapshot>`
    with ranked as materialized (
      select id, row_number() over () - 1 as n from (
        select post.id from post
        where post.status = 0 and ${isIn(of.scope)}
        order by ${ORDERS[of.sort]} limit ${of.limit}
      ) as best
    ), snapshot as (
      insert into feed_snapshot (feed, posts)
      select ${of.feed}, count(*) from ranked having count(*) > 0
      returning id, posts
    ), parts as (
      insert into feed_snapshot_part (snapshot_id, part, post_ids)
      select snapshot.id, ranked.n / ${PART_POSTS}::integer, array_agg(ranked.id order by ranked.n)
      from ranked cross join snapshot group by 1, 2
    )
    select id, posts from snapshot
  `.execute(tx)
  return rows[0] ?? null
}

function isIn(scope: Scope): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'all':
      return sql`true`
    case 'author':
      return sql`post.account_id = ${scope.id}`
    case 'tag':
      return sql`post.id in (select post_id from post_tag where tag = ${scope.tag})`
    case 'subject':
      return sql`post.subject_kind = ${scope.subject.kind} and post.subject_id = ${scope.subject.row}`
  }
}

export async function deleteOldSnapshots(
  tx: Kysely<Database>,
  feed: string,
  minutes: number,
): Promise<void> {
  await sql`
    delete from feed_snapshot
    where feed = ${feed} and made_at < now() - ${minutes}::integer * interval '1 minute'
  `.execute(tx)
}

/** The posts of a part; null when the snapshot is gone. */
export async function snapshotPart(
  db: Kysely<Database>,
  snapshotId: number,
  part: number,
): Promise<readonly number[] | null> {
  const row = await db
    .selectFrom('feed_snapshot_part')
    .select('post_ids')
    .where('snapshot_id', '=', snapshotId)
    .where('part', '=', part)
    .executeTakeFirst()
  return row?.post_ids ?? null
}

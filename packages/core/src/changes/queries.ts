import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** A change that was committed: what is shown of this row has this version since. */
export interface Change {
  readonly kind: ChangeKind
  readonly rowId: number
  readonly version: number
}

/** What caches hold rows of. */
export type ChangeKind = 'post'

/** Moves the versions of the posts that a condition names, and notes it for the relay. */
async function movePosts(
  tx: Kysely<Database>,
  which: RawBuilder<unknown>,
): Promise<readonly Change[]> {
  // Locked in the order of their ids, so that two of these never wait for each other.
  const { rows } = await sql<{ rowId: number; version: number }>`
    with locked as materialized (
      select id from post where ${which} order by id for update
    ), moved as (
      update post set version = version + 1 from locked where post.id = locked.id
      returning post.id, post.version
    )
    insert into cache_change (kind, row_id, version)
    select 'post', id, version from moved
    returning row_id as "rowId", version
  `.execute(tx)
  return rows.map((row) => ({ kind: 'post', ...row }))
}

export function moveVersions(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly Change[]> {
  return movePosts(tx, sql`post.id = any(${ids}::integer[])`)
}

export function moveVersionsOf(
  tx: Kysely<Database>,
  accountId: number,
): Promise<readonly Change[]> {
  return movePosts(tx, sql`post.account_id = ${accountId}`)
}

/** Deletes up to `limit` changes, oldest first, and returns the latest of each row. */
export async function takeChanges(
  tx: Kysely<Database>,
  limit: number,
): Promise<{ readonly taken: number; readonly changes: readonly Change[] }> {
  const { rows } = await sql<Change & { readonly taken: number }>`
    with taken as (
      delete from cache_change
      where id in (select id from cache_change order by id limit ${limit})
      returning kind, row_id, version
    )
    select kind, row_id as "rowId", max(version) as version,
      sum(count(*)) over ()::integer as taken
    from taken group by kind, row_id
  `.execute(tx)
  const changes = rows.map(({ kind, rowId, version }) => ({ kind, rowId, version }))
  return { taken: rows[0]?.taken ?? 0, changes }
}

import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/**
 * Held shared by whoever stores matches, exclusively by whoever changes the set of versions: at that
 * moment every match is either committed or will become pending for the new set.
 */
export async function lockRollupVersions(
  tx: Kysely<Database>,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const lock = sql`hashtext('loadout.rollup_versions')`
  await (mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(${lock})`
    : sql`select pg_advisory_xact_lock(${lock})`
  ).execute(tx)
}

/** The version in use. It stays in use until the caller's transaction ends: a switch waits for that. */
export async function holdActiveVersion(tx: Kysely<Database>): Promise<number> {
  const active = tx
    .selectFrom('rollup_version')
    .select('version')
    .where('state', '=', 'active')
    .forShare()
  // Nothing at first: a switch was waited for, and it took away what was active before.
  const held = (await active.executeTakeFirst()) ?? (await active.executeTakeFirstOrThrow())
  return held.version
}

/** Says that these matches are to be added to the roll-ups of every live version. */
export async function insertPending(
  tx: Kysely<Database>,
  matchKeys: readonly number[],
): Promise<void> {
  await sql`
    insert into rollup_pending (version, match_key)
    select version, match_key
    from rollup_version, unnest(${matchKeys}::int[]) as new (match_key)
    where state in ('active', 'building')
    order by version, match_key
  `.execute(tx)
}

/** Takes up to `limit` pending matches of a version: they are not pending any more, and the caller's to add. */
export async function claimPending(
  tx: Kysely<Database>,
  options: { readonly version: number; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ match_key: number }>`
    with taken as materialized (
      select match_key from rollup_pending
      where version = ${options.version}
      order by match_key
      limit ${options.limit}
      for update skip locked
    )
    delete from rollup_pending using taken
    where rollup_pending.version = ${options.version} and rollup_pending.match_key = taken.match_key
    returning rollup_pending.match_key
  `.execute(tx)
  return rows.map((row) => row.match_key)
}

/** Moves the revision, and the time at which the roll-ups last changed. Last in its transaction, like `moveRevision`. */
export async function touchState(tx: Kysely<Database>, now: Date): Promise<void> {
  await tx.updateTable('stats_state').set({ updated_at: now }).execute()
  await moveRevision(tx)
}

/** Makes readers forget what they keep. The last write of the transaction: the row is held briefly. */
export async function moveRevision(tx: Kysely<Database>): Promise<void> {
  await tx
    .updateTable('stats_state')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .execute()
}

/** Matches not yet in the roll-ups of the active version, counted up to `limit`. */
export async function pendingRollups(db: Kysely<Database>, limit = 100_000): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from rollup_pending
      where version = (select active_version from stats_state)
      limit ${limit}
    ) as head
  `.execute(db)
  return rows[0]?.n ?? 0
}

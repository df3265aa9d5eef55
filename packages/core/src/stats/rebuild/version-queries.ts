import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { gamesIn } from '../queries/games-in.ts'
import { ROLLUPS, type RollupName } from '../rollups.ts'

/**
 * Opens a version that every match stored from now on is pending for. The caller has locked the versions.
 * Its number was never given before: a late writer of an old version must not meet a new one.
 */
export async function openVersion(tx: Kysely<Database>, now: Date): Promise<number> {
  const { version } = await tx
    .insertInto('rollup_version')
    .values((eb) => ({
      version: eb
        .selectFrom('rollup_version')
        .select(
          sql<number>`1 + greatest(max(version), (select max(version) from rollup_build))`.as(
            'next',
          ),
        ),
      state: 'building',
      created_at: now,
    }))
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Waits until nobody else is adding to these versions; until the caller's transaction ends nobody will. */
export async function lockVersions(
  tx: Kysely<Database>,
  versions: readonly number[],
): Promise<void> {
  await tx
    .selectFrom('rollup_version')
    .select('version')
    .where('version', 'in', versions)
    .orderBy('version')
    .forUpdate()
    .execute()
}

/** The version in use. */
export async function activeVersion(db: Kysely<Database>): Promise<number> {
  const { active_version } = await db
    .selectFrom('stats_state')
    .select('active_version')
    .executeTakeFirstOrThrow()
  return active_version
}

/** Takes in no more matches; its rows may go at `dropAfter`. */
export async function retireVersion(
  tx: Kysely<Database>,
  { version, dropAfter }: { readonly version: number; readonly dropAfter: Date },
): Promise<void> {
  await tx
    .updateTable('rollup_version')
    .set({ state: 'retired', drop_after: dropAfter })
    .where('version', '=', version)
    .execute()
  await tx.deleteFrom('rollup_pending').where('version', '=', version).execute()
}

/** From the caller's commit on readers use this version. `touchState` is the caller's to do. */
export async function activateVersion(tx: Kysely<Database>, version: number): Promise<void> {
  await tx
    .updateTable('rollup_version')
    .set({ state: 'active' })
    .where('version', '=', version)
    .execute()
  await tx.updateTable('stats_state').set({ active_version: version }).execute()
}

/** Retired versions whose time has come. */
export async function dueVersions(db: Kysely<Database>, now: Date): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('rollup_version')
    .select('version')
    .where('state', '=', 'retired')
    .where('drop_after', '<=', now)
    .execute()
  return rows.map(({ version }) => version)
}

/** Versions whose build was cancelled before it was done. */
export async function abandonedVersions(db: Kysely<Database>): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('rollup_version')
    .select('version')
    .where('state', '=', 'building')
    .where('version', 'not in', (eb) =>
      eb.selectFrom('rollup_build').select('version').where('state', '=', 'running'),
    )
    .execute()
  return rows.map(({ version }) => version)
}

/** Deletes up to `limit` rows of a version; returns how many. */
export async function deleteRows(
  db: Kysely<Database>,
  rollup: RollupName,
  { version, limit }: { readonly version: number; readonly limit: number },
): Promise<number> {
  const table = sql.table(rollup)
  const { numAffectedRows } = await sql`
    delete from ${table} where version = ${version} and ctid = any(array(
      select ctid from ${table} where version = ${version} limit ${limit}
    )) and exists (select from rollup_version where version = ${version} and state = 'retired')
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Forgets a version that has no rows left. */
export async function forgetVersion(db: Kysely<Database>, version: number): Promise<void> {
  await db
    .deleteFrom('rollup_version')
    .where('version', '=', version)
    .where('state', '=', 'retired')
    .execute()
}

/** Puts the rows that were built for one patch in the place of those in use. */
export async function swapPatch(
  tx: Kysely<Database>,
  rollups: readonly RollupName[],
  swap: { readonly active: number; readonly built: number; readonly patchKey: number },
): Promise<void> {
  for (const rollup of rollups) {
    const table = sql.table(rollup)
    await sql`
      delete from ${table} where version = ${swap.active} and patch_key = ${swap.patchKey}
    `.execute(tx)
    await sql`update ${table} set version = ${swap.active} where version = ${swap.built}`.execute(
      tx,
    )
  }
}

/** Deletes rows that stand for no game any more. */
export async function deleteEmptyRows(tx: Kysely<Database>, version: number): Promise<void> {
  for (const rollup of ROLLUPS) {
    await sql`
      delete from ${sql.table(rollup)} where version = ${version} and ${gamesIn(rollup)} = 0
    `.execute(tx)
  }
}

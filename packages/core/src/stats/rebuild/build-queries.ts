import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { RollupName } from '../rollups.ts'

export type BuildRow = NonNullable<Awaited<ReturnType<typeof runningBuild>>>

export function runningBuild(db: Kysely<Database>) {
  return db.selectFrom('rollup_build').selectAll().where('state', '=', 'running').executeTakeFirst()
}

export function latestBuild(db: Kysely<Database>) {
  return db.selectFrom('rollup_build').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

export function insertBuild(
  tx: Kysely<Database>,
  build: Pick<BuildRow, 'purpose' | 'version' | 'patch_key' | 'started_at'>,
): Promise<BuildRow> {
  return tx
    .insertInto('rollup_build')
    .values({ ...build, state: 'running' })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Ends a build that still runs; false when somebody else has ended it. */
export async function endBuild(
  tx: Kysely<Database>,
  id: number,
  end: { readonly state: 'done' | 'cancelled'; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('rollup_build')
    .set({ state: end.state, finished_at: end.at })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Forgets the shards of all builds but the latest: nobody asks how far they are any more. */
export async function deleteOldShards(db: Kysely<Database>): Promise<void> {
  await db
    .deleteFrom('rollup_shard')
    .where('build_id', '<', (eb) =>
      eb.selectFrom('rollup_build').select((max) => max.fn.max('id').as('latest')),
    )
    .execute()
}

/**
 * Cuts all stored matches from `from` on into ranges of keys, each a shard per roll-up. The last range ends
 * with the latest match: the next one will be pending.
 */
export async function insertShards(
  tx: Kysely<Database>,
  shards: {
    readonly buildId: number
    readonly from: number
    /** Keys per range: no more matches than that. */
    readonly size: number
    readonly rollups: readonly RollupName[]
  },
): Promise<void> {
  const { buildId, from, size, rollups } = shards
  await sql`
    insert into rollup_shard (build_id, from_key, to_key, rollup)
    select ${buildId}, start, least(start + ${size}::integer - 1, latest), rollup
    from (select max(match_key) as latest from match) as stored
    cross join generate_series(${from}::integer, latest, ${size}::integer) as start
    cross join unnest(${rollups}::text[]) as rollup
  `.execute(tx)
}

/** The least key of a match, or of one of a patch; 0 when there is none. */
export async function firstMatch(db: Kysely<Database>, patchKey: number | null): Promise<number> {
  const row = await db
    .selectFrom('match')
    .select((eb) => eb.fn.min('match_key').as('first'))
    .$if(patchKey !== null, (query) => query.where('patch_key', '=', patchKey ?? 0))
    .executeTakeFirst()
  return row?.first ?? 0
}

/**
 * Whether a version is being built. If so it stays that until the caller's transaction ends: the switch
 * waits for that.
 */
export async function holdBuilding(tx: Kysely<Database>, version: number): Promise<boolean> {
  const held = await tx
    .selectFrom('rollup_version')
    .select('version')
    .where('version', '=', version)
    .where('state', '=', 'building')
    .forShare()
    .executeTakeFirst()
  return held !== undefined
}

/** The next shard that nobody is at; undefined when there is none, or the build was cancelled. */
export function claimShard(tx: Kysely<Database>, buildId: number) {
  return tx
    .selectFrom('rollup_shard')
    .select(['from_key', 'to_key', 'rollup'])
    .where('build_id', '=', buildId)
    .where('done_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('rollup_build')
          .where('rollup_build.id', '=', buildId)
          .where('rollup_build.state', '=', 'running'),
      ),
    )
    .orderBy('from_key')
    .orderBy('rollup')
    .limit(1)
    .forUpdate('rollup_shard')
    .skipLocked()
    .executeTakeFirst()
}

export type Shard = NonNullable<Awaited<ReturnType<typeof claimShard>>>

export async function finishShard(
  tx: Kysely<Database>,
  buildId: number,
  { shard, at }: { readonly shard: Shard; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('rollup_shard')
    .set({ done_at: at })
    .where('build_id', '=', buildId)
    .where('from_key', '=', shard.from_key)
    .where('rollup', '=', shard.rollup)
    .execute()
}

export function countShards(
  db: Kysely<Database>,
  buildId: number,
): Promise<{ readonly done: number; readonly total: number }> {
  return db
    .selectFrom('rollup_shard')
    .select((eb) => [
      eb.fn.count<number>('done_at').as('done'),
      eb.fn.countAll<number>().as('total'),
    ])
    .where('build_id', '=', buildId)
    .executeTakeFirstOrThrow()
}

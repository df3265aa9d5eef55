import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { PlayerPages } from '../privacy.ts'
import type { FilterKeys } from '../stats/index.ts'

const COLUMNS = ['player_key', 'puuid', 'name', 'tag', 'consented_at'] as const

export type PlayerRow = NonNullable<Awaited<ReturnType<typeof findByName>>>

export async function findByPuuid(
  db: Kysely<Database>,
  puuid: string | null,
): Promise<PlayerRow | undefined> {
  if (puuid === null) return undefined
  return db.selectFrom('player').select(COLUMNS).where('puuid', '=', puuid).executeTakeFirst()
}

/**
 * The player of a name. Who writes it exactly so comes before others whose name folds to the same; names
 * are given up and taken again, so of several who bore it, the one seen with it last.
 */
export function findByName(
  db: Kysely<Database>,
  { searchKey, name }: { readonly searchKey: string; readonly name: string },
) {
  return db
    .selectFrom('player')
    .select(COLUMNS)
    .where('search_key', '=', searchKey)
    .orderBy(sql`(name || '#' || coalesce(tag, '')) = ${name}`, 'desc')
    .orderBy('seen_at', 'desc')
    .orderBy('player_key')
    .limit(1)
    .executeTakeFirst()
}

/** Players whose search key begins with `prefix`, by key: a range of an index. */
export function searchRows(
  db: Kysely<Database>,
  { prefix, pages }: { readonly prefix: string; readonly pages: PlayerPages },
  page: { readonly limit: number; readonly after: readonly [name: string, key: number] | null },
) {
  const { after } = page
  return db
    .selectFrom('player')
    .select([...COLUMNS, 'search_key'])
    .where(sql<boolean>`search_key ^@ ${prefix}`)
    .$if(pages === 'consented', (query) => query.where('consented_at', 'is not', null))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(search_key, player_key) > (${after?.[0]}, ${after?.[1]}::integer)`),
    )
    .orderBy('search_key')
    .orderBy('player_key')
    .limit(page.limit)
    .execute()
}

/** Says when the player agreed; who has agreed before keeps the time. */
export async function updateConsent(
  db: Kysely<Database>,
  playerKey: number,
  at: Date | null,
): Promise<Date | null> {
  const row = await db
    .updateTable('player')
    .set({
      consented_at:
        at === null ? null : sql<Date>`coalesce(consented_at, ${at.toISOString()}::timestamptz)`,
    })
    .where('player_key', '=', playerKey)
    .returning('consented_at')
    .executeTakeFirst()
  return row?.consented_at ?? null
}

/** Skill ratings of a player in these queues. */
export function ratingRows(db: Kysely<Database>, playerKey: number, queueKeys: readonly number[]) {
  return db
    .selectFrom('rating')
    .select(['queue_key', 'mu', 'sigma', 'games'])
    .where('player_key', '=', playerKey)
    .where('queue_key', '=', sql<number>`any(${queueKeys}::smallint[])`)
    .execute()
}

/** What the roll-ups hold of a player: a row per queue, act and region played, of one moment. */
export function rollupRows(
  db: Kysely<Database>,
  playerKey: number,
  { queue_key, act_key, region_key }: FilterKeys,
) {
  return db
    .selectFrom('player_rollup')
    .innerJoin('stats_state', 'stats_state.active_version', 'player_rollup.version')
    .selectAll('player_rollup')
    .where('player_key', '=', playerKey)
    .$if(queue_key !== undefined, (query) => query.where('queue_key', '=', queue_key ?? 0))
    .$if(act_key !== undefined, (query) => query.where('act_key', '=', act_key ?? 0))
    .$if(region_key !== undefined, (query) => query.where('region_key', '=', region_key ?? 0))
    .execute()
}

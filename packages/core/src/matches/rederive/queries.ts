import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** What a match is measured by. */
export interface Derivation {
  readonly parserVersion: number
  readonly tradeWindowMs: number
}

/** Everything but packed counters, which are measured anew. */
const STORED_COLUMNS = [
  'match_key',
  'id',
  'source',
  'started_at',
  'received_at',
  'duration_ms',
  'queue_key',
  'map_key',
  'patch_key',
  'act_key',
  'region_key',
  'rounds',
  'red_score',
  'blue_score',
  'winner',
  'surrendered',
  'raw_hash',
  'events',
] as const

export type OutdatedMatch = Awaited<ReturnType<typeof outdatedMatches>>[number]

/**
 * Up to `limit` matches that were measured otherwise: by an earlier parser, or with another trade window. A
 * later parser's are left alone, so that two versions of a worker do not undo each other's work.
 */
export function outdatedMatches(
  db: Kysely<Database>,
  { limit, ...of }: Derivation & { limit: number },
) {
  return db.selectFrom('match').select(STORED_COLUMNS).where(isOutdated(of)).limit(limit).execute()
}

/** Locks those of the matches that are still outdated. */
export async function lockOutdated(
  tx: Kysely<Database>,
  keys: readonly number[],
  of: Derivation,
): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('match')
    .select('match_key')
    .where('match_key', '=', sql<number>`any(${keys}::int[])`)
    .where(isOutdated(of))
    .orderBy('match_key')
    .forUpdate()
    .execute()
  return rows.map(({ match_key }) => match_key)
}

/** Three ranges of the index `match_parser`: nothing is read when nothing is outdated. */
function isOutdated({ parserVersion, tradeWindowMs }: Derivation) {
  return sql<boolean>`(parser_version < ${parserVersion}
    or parser_version = ${parserVersion} and trade_window_ms < ${tradeWindowMs}
    or parser_version = ${parserVersion} and trade_window_ms > ${tradeWindowMs})`
}

/** Players of a match by slot; `puuid` is null for one who was erased. */
export function storedPlayers(db: Kysely<Database>, matchKey: number) {
  return db
    .selectFrom('player_game')
    .leftJoin('player', 'player.player_key', 'player_game.player_key')
    .selectAll('player_game')
    .select(['player.puuid', 'player.name', 'player.tag'])
    .where('match_key', '=', matchKey)
    .orderBy('slot')
    .execute()
}

export type StoredPlayer = Awaited<ReturnType<typeof storedPlayers>>[number]

/** What may change of a match: neither whose it is nor where its document lies. */
const DERIVED_COLUMNS = [
  ...['started_at', 'duration_ms', 'round_counts', 'tier', 'rounds', 'red_score', 'blue_score'],
  ...['winner', 'surrendered', 'red_comp', 'blue_comp', 'patch_key', 'queue_key', 'map_key'],
  ...['act_key', 'region_key', 'parser_version', 'trade_window_ms'],
] as const

/** Gives matches new rows, and takes away those of their players. */
export async function replaceMatches(
  tx: Kysely<Database>,
  rows: readonly { readonly match_key: number }[],
  events: readonly Uint8Array[],
): Promise<void> {
  const keys = rows.map(({ match_key }) => match_key)
  const columns = sql.join(
    DERIVED_COLUMNS.map((column) => sql`${sql.ref(column)} = row.${sql.ref(column)}`),
  )
  await sql`
    update match set ${columns}, events = value.events
    from json_populate_recordset(null::match, ${JSON.stringify(rows)}::json) as row
    join unnest(${keys}::int[], ${events}::bytea[]) as value (match_key, events) using (match_key)
    where match.match_key = row.match_key
  `.execute(tx)
  await sql`delete from player_match where match_key = any(${keys}::int[])`.execute(tx)
}

/** Keys of the players of matches, by `match_key slot`. */
export async function seatedPlayers(
  tx: Kysely<Database>,
  keys: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('player_game')
    .select(['match_key', 'slot', 'player_key'])
    .where('match_key', '=', sql<number>`any(${keys}::int[])`)
    .execute()
  return new Map(rows.map((row) => [`${row.match_key} ${row.slot}`, row.player_key]))
}

/** Says that matches, which stay as they are, are up to date. */
export async function markDerived(
  db: Kysely<Database>,
  keys: readonly number[],
  { parserVersion, tradeWindowMs }: Derivation,
): Promise<void> {
  await db
    .updateTable('match')
    .set({ parser_version: parserVersion, trade_window_ms: tradeWindowMs })
    .where('match_key', '=', sql<number>`any(${keys}::int[])`)
    .execute()
}

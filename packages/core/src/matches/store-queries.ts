import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** What a new row of `match` consists of, its key and events apart. */
const MATCH_COLUMNS = [
  ...['id', 'source', 'started_at', 'received_at', 'duration_ms', 'round_counts', 'tier', 'rounds'],
  ...['red_score', 'blue_score', 'winner', 'surrendered', 'red_comp', 'blue_comp', 'raw_hash'],
  ...['patch_key', 'queue_key', 'map_key', 'act_key', 'region_key'],
  ...['parser_version', 'trade_window_ms'],
] as const

/**
 * Inserts matches that nobody has stored yet; the answer has the keys of those, by id. The id is unique:
 * two writers race here and nowhere else. Rows as JSON are one parameter whatever their number.
 */
export async function insertMatches(
  tx: Kysely<Database>,
  rows: readonly { readonly id: string }[],
  events: readonly Uint8Array[],
): Promise<ReadonlyMap<string, number>> {
  const columns = sql.join(MATCH_COLUMNS.map((column) => sql.ref(column)))
  // Sorted: two writers that meet on the same matches wait for each other in the same order.
  const { rows: stored } = await sql<{ id: string; match_key: number }>`
    insert into match (${columns}, events)
    select ${columns}, value.events
    from json_populate_recordset(null::match, ${JSON.stringify(rows)}::json) as row
    join unnest(${rows.map(({ id }) => id)}::uuid[], ${events}::bytea[]) as value (id, events) using (id)
    where not exists (select from match where match.id = row.id)
    order by id
    on conflict (id) do nothing
    returning id, match_key
  `.execute(tx)
  return new Map(stored.map((row) => [row.id, row.match_key]))
}

export interface SeenPlayer {
  readonly puuid: string
  readonly name: string | null
  readonly tag: string | null
  /** `searchKey` of name and tag. */
  readonly search_key: string | null
  /** ISO 8601. */
  readonly seen_at: string
}

/**
 * Keys of players, made where missing. A player's name is the one of the latest match, whatever the
 * order of arrival: those that another writer has just made are known by the second statement. Locks
 * are taken in two sorted phases (new players by puuid, then known ones by key), so that writers
 * cannot deadlock. Erased players have no key.
 */
export async function claimPlayers(
  tx: Kysely<Database>,
  players: readonly SeenPlayer[],
): Promise<ReadonlyMap<string, number>> {
  const json = JSON.stringify(players)
  const seen = sql`json_to_recordset(${json}::json)
    as new (puuid text, name text, tag text, search_key text, seen_at timestamptz)`
  await sql`
    insert into player (puuid, name, tag, search_key, seen_at)
    select puuid, name, tag, search_key, seen_at
    from ${seen}
    where not exists (select from player where player.puuid = new.puuid)
      and not exists (
        select from erased_player
        where erased_player.puuid_hash = sha256(convert_to(new.puuid, 'UTF8'))
      )
    order by puuid
    on conflict (puuid) do nothing
  `.execute(tx)
  await sql`
    with seen as materialized (
      select player_key, new.name, new.tag, new.search_key, new.seen_at
      from ${seen}
      join player using (puuid)
      where (player.seen_at, coalesce(player.name, ''), coalesce(player.tag, ''))
        < (new.seen_at, coalesce(new.name, ''), coalesce(new.tag, ''))
      order by player_key
      for update of player
    )
    update player
    set name = seen.name, tag = seen.tag, search_key = seen.search_key, seen_at = seen.seen_at
    from seen where player.player_key = seen.player_key
  `.execute(tx)
  const rows = await tx
    .selectFrom('player')
    .select(['puuid', 'player_key'])
    .where('puuid', '=', sql<string>`any(${players.map(({ puuid }) => puuid)}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.puuid, row.player_key]))
}

export async function insertPlayerMatches(
  tx: Kysely<Database>,
  rows: readonly object[],
): Promise<void> {
  await sql`
    insert into player_match
    select * from json_populate_recordset(null::player_match, ${JSON.stringify(rows)}::json)
  `.execute(tx)
}

/** Hashes of the raw documents that these stored matches were read from, hex. */
export async function rawHashes(
  tx: Kysely<Database>,
  matchIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('match')
    .select(sql<string>`encode(raw_hash, 'hex')`.as('hash'))
    .where('id', '=', sql<string>`any(${matchIds}::uuid[])`)
    .execute()
  return rows.map(({ hash }) => hash)
}

export interface NewRejection {
  readonly kind: 'excluded' | 'quarantined'
  readonly code: string
  readonly pointer: string
  readonly message: string
  readonly source: string
  readonly match_id: string | null
  readonly origin: string
  readonly line: number | null
  readonly raw_hash: string
  readonly raw_bytes: number
  readonly received_at: Date
}

/** Takes documents off the list of rejected ones; returns where their raw documents are. */
export function deleteRejections(tx: Kysely<Database>, rawHashes: readonly string[]) {
  return tx
    .deleteFrom('rejected_document')
    .where('raw_hash', '=', sql<string>`any(${rawHashes}::text[])`)
    .returning(['raw_hash', 'received_at'])
    .execute()
}

/**
 * One row per document, however often it is sent; the latest receipt and reason stand. That a wrong
 * source was stated says nothing about the document: it replaces no other reason.
 */
export async function upsertRejections(
  tx: Kysely<Database>,
  rows: readonly NewRejection[],
): Promise<void> {
  await tx
    .insertInto('rejected_document')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .column('raw_hash')
        .doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          code: eb.ref('excluded.code'),
          pointer: eb.ref('excluded.pointer'),
          message: eb.ref('excluded.message'),
          source: eb.ref('excluded.source'),
          match_id: eb.ref('excluded.match_id'),
          origin: eb.ref('excluded.origin'),
          line: eb.ref('excluded.line'),
          received_at: eb.ref('excluded.received_at'),
        }))
        .where((eb) =>
          eb.or([
            eb('excluded.code', '!=', 'SOURCE_MISMATCH'),
            eb('rejected_document.code', '=', 'SOURCE_MISMATCH'),
          ]),
        ),
    )
    .execute()
}

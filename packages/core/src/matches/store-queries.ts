import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Gives keys to match ids that nobody has stored yet; those that exist are absent from the answer. */
export async function claimMatches(
  tx: Kysely<Database>,
  matches: readonly { readonly id: string; readonly patchKey: number }[],
): Promise<ReadonlyMap<string, number>> {
  // Sorted: two writers that meet on the same matches wait for each other in the same order.
  const { rows } = await sql<{ id: string; match_key: number }>`
    insert into match_ref (id, patch_key)
    select id, patch_key
    from unnest(${matches.map(({ id }) => id)}::uuid[], ${matches.map(({ patchKey }) => patchKey)}::int[]) as wanted(id, patch_key)
    where not exists (select from match_ref where match_ref.id = wanted.id)
    order by id
    on conflict (id) do nothing
    returning id, match_key
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row.match_key]))
}

export interface SeenPlayer {
  readonly puuid: string
  readonly name: string | null
  readonly tag: string | null
  /** ISO 8601. */
  readonly seen_at: string
}

/**
 * Keys of players, made where missing. A player's name is the one of the latest match, whatever the
 * order of arrival: those that another writer has just made are known by the second statement. Locks
 * are taken in two sorted phases (new players by puuid, then known ones by key), so that writers
 * cannot deadlock.
 */
export async function claimPlayers(
  tx: Kysely<Database>,
  players: readonly SeenPlayer[],
): Promise<ReadonlyMap<string, number>> {
  const json = JSON.stringify(players)
  await sql`
    insert into player (puuid, name, tag, seen_at)
    select puuid, name, tag, seen_at
    from json_to_recordset(${json}::json) as new(puuid text, name text, tag text, seen_at timestamptz)
    where not exists (select from player where player.puuid = new.puuid)
    order by puuid
    on conflict (puuid) do nothing
  `.execute(tx)
  await sql`
    with seen as materialized (
      select player_key, new.name, new.tag, new.seen_at
      from json_to_recordset(${json}::json) as new(puuid text, name text, tag text, seen_at timestamptz)
      join player using (puuid)
      where (player.seen_at, coalesce(player.name, ''), coalesce(player.tag, ''))
        < (new.seen_at, coalesce(new.name, ''), coalesce(new.tag, ''))
      order by player_key
      for update of player
    )
    update player set name = seen.name, tag = seen.tag, seen_at = seen.seen_at
    from seen where player.player_key = seen.player_key
  `.execute(tx)
  const rows = await tx
    .selectFrom('player')
    .select(['puuid', 'player_key'])
    .where('puuid', '=', sql<string>`any(${players.map(({ puuid }) => puuid)}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.puuid, row.player_key]))
}

/** Rows as JSON: one parameter whatever their number, parsed by the server into the table's row type. */
export async function insertMatchRows(
  tx: Kysely<Database>,
  rows: { readonly matches: readonly object[]; readonly players: readonly object[] },
): Promise<void> {
  await sql`
    insert into match select * from json_populate_recordset(null::match, ${JSON.stringify(rows.matches)}::json)
  `.execute(tx)
  await sql`
    insert into player_match
    select * from json_populate_recordset(null::player_match, ${JSON.stringify(rows.players)}::json)
  `.execute(tx)
}

export async function insertEvents(
  tx: Kysely<Database>,
  events: readonly {
    readonly match_key: number
    readonly patch_key: number
    readonly events: Uint8Array
  }[],
): Promise<void> {
  await tx
    .insertInto('match_events')
    .values([...events])
    .execute()
}

/** Says that these matches are to be added to the roll-ups of the active version. */
export async function insertPendingRollups(
  tx: Kysely<Database>,
  matches: readonly { readonly match_key: number; readonly patch_key: number }[],
): Promise<void> {
  await sql`
    insert into rollup_ledger (version, match_key, patch_key)
    select stats_state.active_version, new.match_key, new.patch_key
    from stats_state,
      unnest(${matches.map((row) => row.match_key)}::bigint[], ${matches.map((row) => row.patch_key)}::int[]) as new(match_key, patch_key)
  `.execute(tx)
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

/** Documents that were understood after all, e.g. sent again with the right source, are rejected no more. */
export async function deleteRejections(
  tx: Kysely<Database>,
  rawHashes: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('rejected_document')
    .where('raw_hash', '=', sql<string>`any(${rawHashes}::text[])`)
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

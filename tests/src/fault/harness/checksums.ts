import type { Database } from '@loadout/core/db'
import { type Kysely, type RawBuilder, sql } from 'kysely'

/** Everything that ingestion and the roll-up write. */
const TABLES = [
  'match_ref',
  'match',
  'player_match',
  'match_events',
  'player',
  'dimension',
  'rollup_ledger',
  'agent_rollup',
  'map_rollup',
] as const

/** MD5 of all rows of each table, every column as it is. */
export async function rowChecksums(db: Kysely<Database>): Promise<Record<string, string>> {
  const sums = TABLES.map(async (table) => {
    const rows = sql`select t::text as line from ${sql.table(table)} as t`
    return [table, await md5(db, rows)] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

/** Surrogate keys and times of receipt depend on the order of arrival; nothing else may. */
const ARRIVAL = sql`array['match_key', 'player_key', 'received_at', 'patch_key', 'queue_key', 'map_key',
  'act_key', 'region_key', 'agent_key', 'key']`

/** MD5 of what the tables mean: keys replaced by the ids they stand for. Equal for any order of arrival. */
export async function contentChecksums(db: Kysely<Database>): Promise<Record<string, string>> {
  const content = {
    match: sql`from match as t`,
    player_match: sql`from player_match as t join player using (player_key)`,
    match_events: sql`from match_events as t`,
    player: sql`from player as t`,
    agent_rollup: sql`from agent_rollup as t`,
    map_rollup: sql`from map_rollup as t`,
  }
  const sums = Object.entries(content).map(async ([table, from]) => {
    const puuid = table === 'player_match' ? sql`player.puuid` : sql`null`
    const rows = sql`
      select ((to_jsonb(t) - ${ARRIVAL}) || ${idsOf(sql`to_jsonb(t)`)} || jsonb_build_object('puuid', ${puuid}))::text as line
      ${from}
    `
    return [table, await md5(db, rows)] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

/** The ids of whatever keys a row has. */
function idsOf(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((
    select jsonb_object_agg(field.key, coalesce(
      case when field.key = 'match_key'
        then (select ref.id::text from match_ref as ref where ref.match_key = field.value::bigint)
        else (select dimension.id from dimension where dimension.key = field.value::bigint)
      end, ''))
    from jsonb_each_text(${row}) as field
    where field.key like '%key' and field.key <> 'player_key'
  ), '{}')`
}

async function md5(db: Kysely<Database>, lines: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ sum: string; lines: number }>`
    select md5(coalesce(string_agg(line, e'\n' order by line collate "C"), '')) as sum, count(*) as lines
    from (${lines}) as rows
  `.execute(db)
  return rows.map(({ sum, lines: count }) => `${count} rows ${sum}`).join()
}

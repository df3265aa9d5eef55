import type { Database } from '@loadout/core/db'
import { type Kysely, type RawBuilder, sql } from 'kysely'

/** Everything that ingestion and the roll-up write. */
const TABLES = [
  ...(['match', 'player_match', 'player', 'dimension', 'rollup_pending'] as const),
  ...(['agent_rollup', 'map_rollup', 'weapon_rollup', 'comp_rollup', 'duo_rollup'] as const),
  ...(['comp_total_rollup', 'daily_rollup', 'player_rollup'] as const),
] as const

/** MD5 of all rows of each table, every column as it is. */
export async function rowChecksums(db: Kysely<Database>): Promise<Record<string, string>> {
  const sums = TABLES.map(async (table) => {
    const rows = sql`select t::text as line from ${sql.table(table)} as t`
    return [table, await md5(db, rows)] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

/**
 * Surrogate keys and times of receipt depend on the order of arrival; nothing else may. Which of a pair
 * has the smaller key does too, so pairs and compositions are named by sorted ids. The head of the events
 * holds keys of weapons, which their roll-up covers; the rounds behind it must be the same.
 */
const ARRIVAL = sql`array['match_key', 'player_key', 'received_at', 'patch_key', 'queue_key', 'map_key',
  'act_key', 'region_key', 'agent_key', 'partner_key', 'weapon_key', 'key', 'comp', 'red_comp', 'blue_comp', 'events']`

const agentIds = (keys: RawBuilder<unknown>) => sql`(
  select string_agg(coalesce(named.ids ->> wanted.key, ''), ' ' order by named.ids ->> wanted.key)
  from unnest(${keys}::text[]) as wanted (key)
)`
const compIds = (comp: RawBuilder<unknown>) => agentIds(sql`string_to_array(${comp}, '.')`)

/** What a table's rows mean beyond their plain columns. */
const MEANING: Readonly<Record<string, { from?: RawBuilder<unknown>; more: RawBuilder<unknown> }>> =
  {
    match: {
      more: sql`jsonb_build_object('red', ${compIds(sql`t.red_comp`)}, 'blue', ${compIds(sql`t.blue_comp`)},
      'rounds', md5(substring(t.events from 4 + get_byte(t.events, 1) + 256 * get_byte(t.events, 2))))`,
    },
    player_match: {
      from: sql`join player using (player_key)`,
      more: sql`jsonb_build_object('puuid', player.puuid)`,
    },
    player_rollup: {
      from: sql`join player using (player_key)`,
      more: sql`jsonb_build_object('puuid', player.puuid)`,
    },
    player: { more: sql`'{}'::jsonb` },
    agent_rollup: { more: sql`'{}'::jsonb` },
    map_rollup: { more: sql`'{}'::jsonb` },
    weapon_rollup: { more: sql`'{}'::jsonb` },
    daily_rollup: { more: sql`'{}'::jsonb` },
    comp_rollup: { more: sql`jsonb_build_object('agents', ${compIds(sql`t.comp`)})` },
    comp_total_rollup: { more: sql`jsonb_build_object('agents', ${compIds(sql`t.comp`)})` },
    duo_rollup: {
      more: sql`jsonb_build_object('agents', ${agentIds(sql`array[t.agent_key, t.partner_key]`)})`,
    },
  }

/** Keys that stand for an id of a dimension. */
const KEYS = [
  'patch_key',
  'queue_key',
  'map_key',
  'act_key',
  'region_key',
  'agent_key',
  'partner_key',
  'weapon_key',
]
const PAIR = ['agent_key', 'partner_key']

/** MD5 of what the tables mean: keys replaced by the ids they stand for. Equal for any order of arrival. */
export async function contentChecksums(db: Kysely<Database>): Promise<Record<string, string>> {
  const sums = Object.entries(MEANING).map(async ([table, { from = sql``, more }]) => {
    // A pair has no first and second agent: their keys mean nothing one by one.
    const keys = KEYS.filter((key) => table !== 'duo_rollup' || !PAIR.includes(key))
    const ids = keys.map(
      (key) => sql`coalesce(named.ids ->> (t.fields ->> ${sql.val(key)}::text), '')`,
    )
    const rows = sql`
      select concat_ws(' ', t.fields - ${ARRIVAL}, named.matches ->> (t.fields ->> 'match_key'),
        ${sql.join(ids)}, ${more}) as line
      from (select *, to_jsonb(it) as fields from ${sql.table(table)} as it offset 0) as t ${from}
      cross join named
    `
    return [table, await md5(db, rows)] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

/** Ids by key, put together once: looked up in the tables, each key of each row would be a query. */
const NAMED = sql`named as materialized (
  select (select coalesce(jsonb_object_agg(key, id), '{}') from dimension) as ids,
    (select coalesce(jsonb_object_agg(match_key, id), '{}') from match) as matches
)`

async function md5(db: Kysely<Database>, lines: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ sum: string; lines: number }>`
    with ${NAMED}
    select md5(coalesce(string_agg(line, e'\n' order by line collate "C"), '')) as sum, count(*) as lines
    from (${lines}) as rows
  `.execute(db)
  return rows.map(({ sum, lines: count }) => `${count} rows ${sum}`).join()
}

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
  select string_agg(coalesce(dimension.id, ''), ' ' order by dimension.id)
  from unnest(${keys}::int[]) as wanted (key) left join dimension using (key)
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

/** MD5 of what the tables mean: keys replaced by the ids they stand for. Equal for any order of arrival. */
export async function contentChecksums(db: Kysely<Database>): Promise<Record<string, string>> {
  const sums = Object.entries(MEANING).map(async ([table, { from = sql``, more }]) => {
    // A pair has no first and second agent: their keys mean nothing one by one.
    const ids =
      table === 'duo_rollup' ? sql`to_jsonb(t) - 'agent_key' - 'partner_key'` : sql`to_jsonb(t)`
    const rows = sql`
      select ((to_jsonb(t) - ${ARRIVAL}) || ${idsOf(ids)} || ${more})::text as line
      from ${sql.table(table)} as t ${from}
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
        then (select match.id::text from match where match.match_key = field.value::bigint)
        else (select dimension.id from dimension where dimension.key = field.value::bigint)
      end, ''))
    from jsonb_each_text(${row}) as field
    where field.key like '%key' and field.key not in ('player_key', 'search_key')
  ), '{}')`
}

async function md5(db: Kysely<Database>, lines: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ sum: string; lines: number }>`
    select md5(coalesce(string_agg(line, e'\n' order by line collate "C"), '')) as sum, count(*) as lines
    from (${lines}) as rows
  `.execute(db)
  return rows.map(({ sum, lines: count }) => `${count} rows ${sum}`).join()
}

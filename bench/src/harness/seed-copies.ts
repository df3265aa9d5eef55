import type { Infra } from '@loadout/infra'
import { type Kysely, sql, type Transaction } from 'kysely'

type Tx = Infra['db'] extends Kysely<infer Tables> ? Transaction<Tables> : never

/** Sets what was ingested aside as templates and makes the players. */
export async function moveTemplates(
  db: Tx,
  { copies, players }: { readonly copies: number; readonly players: number },
): Promise<{ readonly players: number; readonly group: number; readonly groups: number }> {
  await sql`
    create table bench_match as
      select match.*, (row_number() over (order by started_at, match_key) - 1)::integer as place from match;
    create table bench_player_match as select * from player_match;
    create unique index on bench_match (place);
    create index on bench_player_match (match_key);
    create table bench_player as
      select player.*, (row_number() over (order by player_key))::integer as place from player;
    create unique index on bench_player (player_key);
    truncate match, player_match, rollup_pending, rating_pending;
    delete from player;

    -- The maps of an act and queue, as often as they were played.
    create table bench_maps as
      select act_key, queue_key, array_agg(map_key order by place) as maps from bench_match group by act_key, queue_key;
    -- Who takes whose place in every other copy: agents of one role.
    create table bench_agents as
      select key, array_agg(key) over (partition by role order by key
          rows between unbounded preceding and unbounded following) as ring,
        row_number() over (partition by role order by key) as place
      from (
        select key, (select role from agent_role where agent_key = key order by since desc limit 1)
        from (select distinct agent_key as key from bench_player_match) as used
      ) as agent;
    create unique index on bench_agents (key);
    create function bench_turn(agent smallint, copy integer) returns smallint stable language sql as
      'select ring[1 + (place - 1 + copy % 2 * copy) % cardinality(ring)] from bench_agents where key = agent';
    create function bench_turn_comp(comp text, copy integer) returns text stable language sql as
      $$select coalesce(string_agg(turned::text, '.' order by turned), '')
        from unnest(string_to_array(comp, '.')::smallint[]) as key, bench_turn(key, copy) as turned$$;
  `.execute(db)
  const { rows } = await sql<{ n: number }>`select count(*) as n from bench_player`.execute(db)
  const group = rows[0]?.n ?? 1
  const groups = Math.max(1, Math.min(copies, Math.round(players / group)))
  // Every group has the same names with another tag, and two players more: the star and its rival.
  await sql`
    insert into player (player_key, puuid, name, tag, search_key, seen_at) overriding system value
    select player_key, puuid, name, tag, lower(normalize(name || '#' || tag, NFKC)), seen_at
    from (
      select copy * ${group}::integer + place as player_key,
        substr(repeat(md5(puuid || copy), 3), 1, length(puuid)) as puuid,
        name, tag || to_hex(copy) as tag, seen_at
      from bench_player cross join generate_series(0, ${groups}::integer - 1) as copy
      union all
      select ${groups * group}::integer + n, substr(repeat(md5('star' || n), 3), 1, 78), 'Star', 'no' || n, now()
      from generate_series(1, 2) as n
    ) as new
    order by player_key
  `.execute(db)
  return { players: groups * group, group, groups }
}

interface Slice {
  readonly copies: number
  readonly matches: number
  readonly group: number
  readonly groups: number
  readonly star: { readonly key: number; readonly every: number; readonly games: number }
  /** Templates, the last excluded. */
  readonly from: number
  readonly to: number
}

/** The copies of some templates, in the order of their starts. */
export async function insertCopies(db: Tx, slice: Slice): Promise<void> {
  const { copies, matches, group, groups, star } = slice
  const copied = sql`
    select copy, place * ${copies}::integer + copy as serial, template.match_key as old_key
    from bench_match as template cross join generate_series(0, ${copies}::integer - 1) as copy
    where place >= ${slice.from} and place < ${slice.to}
      and place * ${copies}::integer + copy < ${matches}`
  const start = sql`
    t.started_at + serial % ${copies}::integer * ((select max(started_at) - min(started_at) from bench_match)
      / (select count(*) * ${copies}::integer from bench_match))`
  await copyRows(db, {
    table: 'match',
    copied,
    values: {
      match_key: sql`serial + 1`,
      id: sql`md5('match' || serial)::uuid`,
      raw_hash: sql`sha256(convert_to('match' || serial, 'UTF8'))`,
      started_at: start,
      received_at: sql`${start} + interval '40 minutes'`,
      map_key: sql`(select maps[1 + (t.place + 7 * copy) % cardinality(maps)] from bench_maps
        where act_key = t.act_key and queue_key = t.queue_key)`,
      red_comp: sql`bench_turn_comp(t.red_comp, copy)`,
      blue_comp: sql`bench_turn_comp(t.blue_comp, copy)`,
    },
  })
  const inStarGame = sql`serial % ${star.every}::integer = 0 and serial / ${star.every}::integer < ${star.games}`
  const own = sql`copy % ${groups}::integer * ${group}::integer
    + (select place from bench_player where player_key = t.player_key)`
  await copyRows(db, {
    table: 'player_match',
    copied,
    values: {
      match_key: sql`serial + 1`,
      player_key: sql`case when ${inStarGame} and t.seat & 15 < 2 then ${star.key}::integer + (t.seat & 15)
        else ${own} end`,
      started_minute: sql`(select floor(extract(epoch from started_at) / 60) from match where match_key = serial + 1)::integer`,
      agent_key: sql`bench_turn(t.agent_key, copy)`,
    },
  })
  await sql`
    insert into rollup_pending (version, match_key)
    select active_version, serial + 1 from (${copied}) as copied, stats_state
  `.execute(db)
}

/** Rows of the templates as they are, but for these columns. */
async function copyRows(
  db: Tx,
  {
    table,
    copied,
    values,
  }: {
    readonly table: 'match' | 'player_match'
    readonly copied: ReturnType<typeof sql>
    readonly values: Readonly<Record<string, ReturnType<typeof sql>>>
  },
): Promise<void> {
  const { rows } = await sql<{ attname: string }>`
    select attname from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
  `.execute(db)
  const columns = rows.map(({ attname }) => attname)
  const ordered = table === 'match' ? sql`serial` : sql`serial, t.seat & 15`
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    select ${sql.join(columns.map((name) => values[name] ?? sql.ref(`t.${name}`)))}
    from (${copied}) as copied join ${sql.table(`bench_${table}`)} as t on t.match_key = old_key
    order by ${ordered}
  `.execute(db)
}

/** What a database that has been running for a while has done: statistics, visibility, keys to go on with. */
export async function finishCopies(db: Infra['db']): Promise<void> {
  await sql`
    drop function bench_turn, bench_turn_comp;
    drop table bench_match, bench_player_match, bench_player, bench_maps, bench_agents;
    select setval(pg_get_serial_sequence('match', 'match_key'), (select max(match_key) from match)),
      setval(pg_get_serial_sequence('player', 'player_key'), (select max(player_key) from player));
  `.execute(db)
  await sql`vacuum (analyze) match, player_match, player, rollup_pending`.execute(db)
}

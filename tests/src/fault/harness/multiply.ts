import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/**
 * Has copies of the stored matches, under ids and keys of their own, until there are `matches` of them: for
 * numbers that would take minutes to simulate. No roll-up is told of them: counting them takes a rebuild.
 */
export async function multiply(db: Kysely<Database>, matches: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ stored: number; latest: number }>`
      select count(*) as stored, max(match_key) as latest from match
    `.execute(db)
    const { stored = 0, latest = 0 } = rows[0] ?? {}
    if (stored === 0 || stored >= matches) break
    const shift = { keys: latest, count: Math.min(stored, matches - stored) }
    await db.transaction().execute((tx) => copyMatches(tx, shift))
  }
  await sql`
    select setval(pg_get_serial_sequence('match', 'match_key'), (select max(match_key) from match))
  `.execute(db)
  await sql`vacuum analyze match, player_match`.execute(db)
}

async function copyMatches(
  tx: Kysely<Database>,
  { keys, count }: { readonly keys: number; readonly count: number },
): Promise<void> {
  await sql`
    create temporary table copied on commit drop as select * from match order by match_key limit ${count}
  `.execute(tx)
  await sql`
    create temporary table played on commit drop as
    select player_match.* from player_match join copied using (match_key)
  `.execute(tx)
  await sql`update copied set match_key = match_key + ${keys}, id = gen_random_uuid()`.execute(tx)
  await sql`update played set match_key = match_key + ${keys}`.execute(tx)
  await sql`insert into match select * from copied`.execute(tx)
  await sql`insert into player_match select * from played`.execute(tx)
}

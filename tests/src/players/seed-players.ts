import { searchKey } from '@loadout/core'
import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** Players without a match, as storing one would have written them. Their puuids. */
export async function addPlayers(
  db: Kysely<Database>,
  names: readonly string[],
): Promise<readonly string[]> {
  const rows = names.map((text) => {
    const [name = '', tag = ''] = text.split('#')
    return { puuid: crypto.randomUUID(), name, tag, search_key: searchKey(name, tag) }
  })
  await sql`
    insert into player (puuid, name, tag, search_key, seen_at)
    select puuid, name, tag, search_key, now()
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as new (puuid text, name text, tag text, search_key text)
  `.execute(db)
  return rows.map(({ puuid }) => puuid)
}

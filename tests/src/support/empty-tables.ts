import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/** Forgets every match and rejected document, for tests that begin with none; ids keep their keys. */
export async function emptyMatchTables(db: Kysely<Database>): Promise<void> {
  await sql`
    truncate match_ref, match, player_match, match_events, player, rollup_ledger, rejected_document, outbox
  `.execute(db)
}

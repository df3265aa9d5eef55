import { readdirSync, readFileSync } from 'node:fs'
import { MAPS } from '@loadout/core/content'
import type { Database } from '@loadout/core/db'
import { type Kysely, sql } from 'kysely'

/**
 * Counts everything again from raw documents, in plain SQL in a schema of its own: none of the code that
 * reads documents or measures them has a part in it, only the names of maps are taken from the content.
 * Call it when the documents are stored, whose keys it looks up. Drops an earlier recount.
 */
export async function recountDocuments(
  db: Kysely<Database>,
  texts: readonly string[],
): Promise<void> {
  const maps = MAPS.filter(({ id }) => id !== null)
  await sql`drop schema if exists recount cascade`.execute(db)
  await sql`create schema recount`.execute(db)
  await sql`
    create table recount.map as
    select * from unnest(
      ${maps.map(({ assetPath }) => assetPath)}::text[], ${maps.map(({ id }) => id)}::text[]
    ) as map (path, id)
  `.execute(db)
  await loadDocuments(db, texts)
  await db.transaction().execute(async (tx) => {
    // Tables that were made a moment ago are planned without statistics: compiling would cost more than it saves.
    await sql`set local jit = off`.execute(tx)
    for (const step of STEPS) await sql.raw(step).execute(tx)
  })
}

async function loadDocuments(db: Kysely<Database>, texts: readonly string[]): Promise<void> {
  await sql`create table recount.document (seq bigint, doc jsonb)`.execute(db)
  // Uncompressed: read once, a moment later.
  await sql`alter table recount.document alter doc set storage external`.execute(db)
  for (const [seq, text] of texts.entries()) {
    await sql`
      insert into recount.document
      select ${seq}, coalesce(nullif(doc -> 'data', 'null'), doc) from (values (${text}::jsonb)) as told (doc)
    `.execute(db)
  }
}

const FOLDER = new URL('sql/', import.meta.url)
const STEPS = readdirSync(FOLDER)
  .sort()
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))

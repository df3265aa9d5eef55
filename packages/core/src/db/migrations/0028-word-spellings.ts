import { type Kysely, sql } from 'kysely'

/** What a word of the list looks like in texts, besides itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table held_word add column spellings text[] not null default '{}'`.execute(db)
}

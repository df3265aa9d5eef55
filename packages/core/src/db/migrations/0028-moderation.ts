import { type Kysely, sql } from 'kysely'

/** What a word of the list looks like in texts, besides itself; and who has reported much of late. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table held_word add column spellings text[] not null default '{}';
    drop index report_account;
    create index report_account on report (account_id, reported_at);
  `.execute(db)
}

import { type Kysely, sql } from 'kysely'

/** What streams to pages are fed with, until the relay has passed it on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table event (
      id bigint generated always as identity primary key,
      channel text not null,
      payload jsonb not null,
      created_at timestamptz not null default now()
    );
  `.execute(db)
}

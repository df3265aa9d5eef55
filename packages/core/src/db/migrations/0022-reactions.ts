import { type Kysely, sql } from 'kysely'

/** What people say to a text without a word, and how often it was said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reaction (
      subject_kind smallint not null,
      subject_id integer not null,
      account_id integer not null references account on delete cascade,
      emoji text not null,
      reacted_at timestamptz not null default now(),
      primary key (subject_kind, subject_id, account_id, emoji)
    );
    create index reaction_account on reaction (account_id);

    -- Reactions of each kind to a subject, kept as they come and go: a few rows, however many react.
    create table reaction_count (
      subject_kind smallint not null,
      subject_id integer not null,
      emoji text not null,
      count integer not null,
      primary key (subject_kind, subject_id, emoji)
    );
  `.execute(db)
}

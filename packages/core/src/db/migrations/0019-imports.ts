import { type Kysely, sql } from 'kysely'

/** Imports of files: how far each is, and every row that was not taken, as it stood in the file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import_run (
      id integer generated always as identity primary key,
      dataset text not null,
      -- As it was named, for people.
      file text not null,
      -- Of the file's name, size, time, beginning and end: says whether an interrupted import can go on. Empty: never.
      fingerprint text not null,
      state text not null check (state in ('queued', 'running', 'stopped', 'failed', 'done')),
      dry_run boolean not null default false,
      -- Rows that are through: where a resumed import goes on.
      rows_read bigint not null default 0,
      inserted bigint not null default 0,
      updated bigint not null default 0,
      unchanged bigint not null default 0,
      quarantined bigint not null default 0,
      -- Of the rows taken: changed on the way in, to fit the others.
      adjusted bigint not null default 0,
      -- Quarantined rows by code.
      codes jsonb not null default '{}',
      -- Of the file, if known; for progress.
      bytes_total bigint,
      bytes_read bigint not null default 0,
      error text,
      started_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      finished_at timestamptz
    );
    create index import_run_resume on import_run (dataset, fingerprint) where state <> 'done';

    create table import_reject (
      run_id integer not null references import_run on delete cascade,
      -- From 1, the header not counted.
      row_number bigint not null,
      -- Where it begins in the file, from 1.
      line bigint not null,
      column_name text,
      code text not null,
      -- What was expected.
      detail text,
      original text not null,
      primary key (run_id, row_number)
    );
  `.execute(db)
}

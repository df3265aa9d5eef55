import { type Kysely, sql } from 'kysely'

/**
 * Roll-ups built anew beside those in use: what is being built, the pieces of work with their state, and
 * what the nightly comparison found.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Rows of a retired version are deleted once nobody can still be reading them.
    alter table rollup_version add column drop_after timestamptz;

    create table rollup_build (
      id integer generated always as identity primary key,
      purpose text not null check (purpose in ('rebuild', 'audit')),
      version smallint not null,
      -- Null: all patches.
      patch_key smallint,
      state text not null check (state in ('running', 'done', 'cancelled')),
      started_at timestamptz not null,
      finished_at timestamptz
    );
    create unique index rollup_build_running on rollup_build (state) where state = 'running';

    create table rollup_shard (
      build_id integer not null references rollup_build on delete cascade,
      -- Matches, both ends included.
      from_key integer not null,
      to_key integer not null,
      rollup text not null,
      done_at timestamptz,
      primary key (build_id, from_key, rollup)
    );

    create table audit_report (
      build_id integer primary key references rollup_build on delete cascade,
      checked_at timestamptz not null,
      differences integer not null,
      tables jsonb not null
    );
  `.execute(db)
}

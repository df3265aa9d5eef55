import { type Kysely, sql } from 'kysely'

/** Work handed to Redis, what became of it, and what will not run again by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      id bigint generated always as identity primary key,
      job text not null,
      payload jsonb not null,
      created_at timestamptz not null default now()
    );

    create table job_run (
      id bigint generated always as identity primary key,
      job_id text not null,
      name text not null,
      attempt integer not null,
      state text not null check (state in ('active', 'completed', 'failed')),
      enqueued_at timestamptz not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      result jsonb,
      error text,
      worker text not null
    );
    create index job_run_name on job_run (name, id desc);
    create index job_run_started on job_run (started_at);
    create index job_run_active on job_run (job_id) where state = 'active';

    create table dead_job (
      id bigint generated always as identity primary key,
      job_id text not null unique,
      name text not null,
      payload jsonb not null,
      error text not null,
      stack text,
      attempts integer not null,
      first_seen_at timestamptz not null,
      died_at timestamptz not null default now()
    );
  `.execute(db)
}

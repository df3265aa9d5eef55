import { type Kysely, sql } from 'kysely'

/** What keeps caches right, and orders of posts that stand still while people page through them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Goes up with every change of what is shown of a post: caches never put an older one in place of a newer one.
    alter table post add column version integer not null default 1;

    -- Committed changes that caches have not been told of.
    create table cache_change (
      id bigint generated always as identity primary key,
      kind text not null,
      -- The row may be gone by the time it is read.
      row_id integer not null,
      version integer not null,
      created_at timestamptz not null default now()
    );

    create table feed_snapshot (
      id bigint generated always as identity primary key,
      -- Which order of which posts, e.g. hot:tag:guides.
      feed text not null,
      posts integer not null,
      made_at timestamptz not null default now()
    );
    create index feed_snapshot_latest on feed_snapshot (feed, id desc);
    create index feed_snapshot_made on feed_snapshot (made_at);

    create table feed_snapshot_part (
      snapshot_id bigint not null references feed_snapshot on delete cascade,
      part integer not null,
      -- In their order; every part but the last has as many.
      post_ids integer[] not null,
      primary key (snapshot_id, part)
    );
  `.execute(db)
}

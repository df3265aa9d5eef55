import { type Kysely, sql } from 'kysely'

/**
 * Threaded comments under anything. A thread is all that is said about one subject, by the number of its kind
 * and the key of its row: 1 review, 4 post, 11 product, 12 match, 13 player, 14 agent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table comment_thread (
      id integer generated always as identity primary key,
      subject_kind smallint not null,
      subject_id integer not null,
      -- Visible ones, of every depth.
      comments integer not null default 0 check (comments >= 0),
      unique (subject_kind, subject_id)
    );

    create table comment (
      id integer generated always as identity primary key,
      thread_id integer not null references comment_thread,
      -- What it answers, which is older: no row can be above itself.
      parent_id integer references comment check (parent_id < id),
      -- Null: the account is gone.
      account_id integer references account on delete set null,
      likes integer not null default 0 check (likes >= 0),
      dislikes integer not null default 0 check (dislikes >= 0),
      -- Shown ones, one level down.
      replies integer not null default 0 check (replies >= 0),
      revision integer not null default 1,
      status smallint not null default 0 check (status between 0 and 4),
      -- 1: directly under the subject.
      depth smallint not null check (depth >= 1 and (depth = 1) = (parent_id is null)),
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      body text not null,
      score integer not null generated always as (likes - dislikes) stored,
      -- The level it stands on: the replies to one comment, or the beginnings of one thread.
      branch integer not null generated always as (coalesce(parent_id, -thread_id)) stored,
      -- What cannot be read itself is still there for what was said below it.
      shown boolean not null generated always as (status = 0 or replies > 0) stored
    );
    -- Ids grow with time: they are the order of age.
    create index comment_level on comment (branch, id) where shown;
    create index comment_top on comment (branch, score desc, id desc) where shown;
    create index comment_shadowed on comment (account_id, branch, id) where status = 4;
    create index comment_account on comment (account_id, id);
    create index comment_in_thread on comment (thread_id);

    create table comment_revision (
      comment_id integer not null references comment on delete cascade,
      revision integer not null,
      body text not null,
      replaced_at timestamptz not null default now(),
      primary key (comment_id, revision)
    );
  `.execute(db)
}

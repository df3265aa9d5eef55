import { type Kysely, sql } from 'kysely'

/** What people write for everybody: posts with their tags and what they said before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table post (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      status smallint not null default 0,
      likes integer not null default 0,
      dislikes integer not null default 0,
      -- Visible ones, of every depth.
      comments integer not null default 0,
      revision integer not null default 1,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      -- What it is about: the number of its kind, as in comment_thread, and the key of its row.
      subject_kind smallint,
      subject_id integer,
      title text not null,
      -- Markdown, as it was written.
      content text not null,
      score integer not null generated always as (likes - dislikes) stored,
      -- An age of 12.5 hours weighs as much as ten times the votes. Written on a scale that does not move with
      -- time, so that an index can hold it: log10 of the votes plus the hours since 2020 / 12.5.
      hot double precision not null generated always as (
        sign(likes - dislikes) * log(greatest(abs(likes - dislikes), 1)::double precision)
        + (extract(epoch from created_at at time zone 'UTC')::double precision - 1577836800) / 45000
      ) stored,
      check ((subject_kind is null) = (subject_id is null))
    );
    create index post_new on post (created_at desc, id desc) where status = 0;
    create index post_hot on post (hot desc, id desc) where status = 0;
    create index post_top on post (score desc, id desc) where status = 0;
    -- Of an account what all can see, and what it has itself: the first is its page, however much was removed.
    create index post_author on post (account_id, created_at desc, id desc) where status = 0;
    create index post_subject on post (subject_kind, subject_id, created_at desc, id desc)
      where status = 0 and subject_kind is not null;
    create index post_account on post (account_id, created_at desc, id desc);

    create table post_tag (
      tag text not null,
      post_id integer not null references post on delete cascade,
      -- As in post: one index serves the feed of a tag.
      created_at timestamptz not null,
      primary key (tag, post_id)
    );
    create index post_tag_new on post_tag (tag, created_at desc, post_id desc);
    create index post_tag_post on post_tag (post_id);

    create table post_revision (
      post_id integer not null references post on delete cascade,
      revision integer not null,
      title text not null,
      content text not null,
      tags text[] not null,
      replaced_at timestamptz not null default now(),
      primary key (post_id, revision)
    );
  `.execute(db)
}

import { type Kysely, sql } from 'kysely'

/**
 * Votes, reports and moderation of anything that people write, by typed subject:
 * 1 review, 2 question, 3 answer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vote (
      subject_kind smallint not null,
      subject_id integer not null,
      account_id integer not null references account on delete cascade,
      value smallint not null check (value in (-1, 1)),
      voted_at timestamptz not null default now(),
      primary key (subject_kind, subject_id, account_id)
    );
    create index vote_account on vote (account_id);

    create table report (
      id integer generated always as identity primary key,
      subject_kind smallint not null,
      subject_id integer not null,
      account_id integer not null references account on delete cascade,
      reason text not null check (reason in ('spam', 'abuse', 'off-topic', 'illegal', 'private-data', 'other')),
      note text,
      reported_at timestamptz not null default now(),
      unique (subject_kind, subject_id, account_id)
    );
    create index report_account on report (account_id);

    -- What waits for a moderator: one case a subject, reopened by later reports.
    create table moderation_case (
      subject_kind smallint not null,
      subject_id integer not null,
      state text not null default 'open' check (state in ('open', 'closed')),
      -- Reports since it was opened.
      reports integer not null default 0,
      cause text not null check (cause in ('reports', 'words', 'moderator')),
      opened_at timestamptz not null default now(),
      closed_at timestamptz,
      primary key (subject_kind, subject_id)
    );
    create index moderation_case_open on moderation_case (opened_at, subject_kind, subject_id)
      where state = 'open';

    -- Every action with what it replaced, so that it can be undone. Never deleted.
    create table moderation_action (
      id integer generated always as identity primary key,
      subject_kind smallint not null,
      subject_id integer not null,
      action text not null check (action in ('hold', 'hide', 'restore', 'delete')),
      status_before smallint not null,
      status_after smallint not null,
      reason text not null,
      -- An account, an API key or the system, as account:1, key:0123, system:auto.
      actor text not null,
      -- Its author took it back: nobody else may show it again.
      by_author boolean not null default false,
      acted_at timestamptz not null default now(),
      undoes integer references moderation_action
    );
    create index moderation_action_subject on moderation_action (subject_kind, subject_id, id);

    -- Words whose texts wait for a moderator; folded.
    create table held_word (
      word text primary key,
      added_at timestamptz not null default now()
    );
  `.execute(db)
}

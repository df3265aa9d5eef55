import { type Kysely, sql } from 'kysely'

/**
 * What moderators do to people, texts that only their author sees (status 4), and rules that hold a text for
 * its links and for how many came before it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Whatever is there fits the wider rules: nothing has to be read to know.
    alter table review drop constraint review_status_check,
      add constraint review_status_check check (status between 0 and 4) not valid;
    alter table question drop constraint question_status_check,
      add constraint question_status_check check (status between 0 and 4) not valid;
    alter table answer drop constraint answer_status_check,
      add constraint answer_status_check check (status between 0 and 4) not valid;
    alter table moderation_case drop constraint moderation_case_cause_check,
      add constraint moderation_case_cause_check
        check (cause in ('reports', 'words', 'moderator', 'links', 'rate')) not valid;
    alter table moderation_action drop constraint moderation_action_action_check,
      add constraint moderation_action_action_check
        check (action in ('hold', 'hide', 'restore', 'delete', 'shadow')) not valid;

    -- Kept after they end. What they come to at present is in account.
    create table sanction (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      kind text not null check (kind in ('warn', 'mute', 'ban', 'shadow-ban')),
      -- Null: for good, as far as it lasts at all.
      until timestamptz,
      reason text not null,
      -- As account:1, key:0123, system:cli.
      imposed_by text not null,
      imposed_at timestamptz not null default now(),
      lifted_by text,
      lifted_at timestamptz,
      lift_reason text,
      check ((lifted_by is null) = (lifted_at is null))
    );
    create index sanction_account on sanction (account_id, id);

    -- When an account wrote within the last minute. Of no worth after a crash, so it costs no log.
    create unlogged table recent_text (
      account_id integer primary key references account on delete cascade,
      times timestamptz[] not null,
      latest_at timestamptz not null
    ) with (fillfactor = 50);
    create index recent_text_latest on recent_text (latest_at);
  `.execute(db)
}

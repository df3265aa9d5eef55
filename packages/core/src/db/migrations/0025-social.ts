import { type Kysely, sql } from 'kysely'

/** Whom and what people follow, whom they do not want to hear of, and what they are told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table follow (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      followed_id integer references account on delete cascade,
      product_id integer references product on delete cascade,
      tag text,
      followed_at timestamptz not null default now(),
      check (num_nonnulls(followed_id, product_id, tag) = 1)
    );
    create index follow_account on follow (account_id, id);
    create unique index follow_people on follow (followed_id, account_id) where followed_id is not null;
    create unique index follow_products on follow (product_id, account_id) where product_id is not null;
    create unique index follow_tags on follow (tag, account_id) where tag is not null;

    create table block (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      other_id integer not null references account on delete cascade,
      -- A block holds both ways and keeps the other from answering; muting only spares one the sight.
      kind text not null check (kind in ('block', 'mute')),
      since timestamptz not null default now(),
      unique (account_id, other_id, kind),
      check (account_id <> other_id)
    );
    create index block_account on block (account_id, id);
    create index block_other on block (other_id, account_id);

    create table notification (
      -- A new one whenever something is added to what was not read yet: the order of the list.
      id bigint generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      kind text not null check (kind in ('moderation', 'sanction', 'reply', 'answer', 'follow')),
      -- Who did it last; null: moderation, or the account is gone.
      actor_id integer references account on delete set null,
      -- Of the recipient; what they are told about. Null: the account itself.
      subject_kind smallint,
      subject_id integer,
      detail jsonb not null,
      -- How often it happened since the last one was read.
      count integer not null default 1,
      notified_at timestamptz not null default now(),
      read_at timestamptz,
      check ((subject_kind is null) = (subject_id is null))
    );
    create index notification_account on notification (account_id, id);
    create index notification_unread on notification (account_id, id) where read_at is null;
    -- What is not read yet grows instead of being said again.
    create unique index notification_once on notification (account_id, kind, subject_kind, subject_id)
      nulls not distinct
      where read_at is null and kind in ('reply', 'answer', 'follow');
    create index notification_actor on notification (actor_id) where actor_id is not null;
    create index notification_age on notification (notified_at);
  `.execute(db)
}

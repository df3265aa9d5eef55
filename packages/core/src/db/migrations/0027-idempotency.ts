import { type Kysely, sql } from 'kysely'

/** Answers to writes that a caller may send again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_key (
      -- SHA-256 of the caller and the key that it chose, hex.
      key_hash text primary key,
      -- Null: an API key's.
      account_id integer references account on delete cascade,
      -- SHA-256 of what was asked, hex.
      request_hash text not null,
      -- JSON.
      answer text not null,
      created_at timestamptz not null default now()
    );
    create index idempotency_key_account on idempotency_key (account_id);
    create index idempotency_key_created on idempotency_key (created_at);
  `.execute(db)
}

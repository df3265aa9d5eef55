import { type Kysely, sql } from 'kysely'

/** API keys: the secret itself is never stored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_key (
      id text primary key,
      name text not null,
      secret_hash text not null,
      scopes text[] not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz
    );
  `.execute(db)
}

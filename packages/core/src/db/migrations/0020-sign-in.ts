import { type Kysely, sql } from 'kysely'

/** People who sign in: who they are, what they prove it with, and the sessions they have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table account drop constraint account_kind_check;
    alter table account
      add constraint account_kind_check check (kind in ('guest', 'user')),
      -- Of a user; a guest has none.
      add column role text not null default 'user' check (role in ('user', 'moderator', 'admin')),
      add column display_name text,
      -- The name as people see it, look-alikes made equal: two names that look the same are one.
      add column name_key text unique,
      -- Until then it writes nothing; infinity: for good.
      add column muted_until timestamptz,
      -- Until then it does not sign in.
      add column banned_until timestamptz,
      -- Nobody else sees what it writes.
      add column shadow_banned boolean not null default false;

    create table credential (
      account_id integer primary key references account on delete cascade,
      email text not null,
      -- The address as it is compared: one account an address.
      email_key text not null unique,
      email_verified_at timestamptz,
      -- argon2id, in PHC format.
      password_hash text not null,
      password_changed_at timestamptz not null default now(),
      -- Encrypted; null: no second factor. It counts once it is confirmed.
      totp_secret text,
      totp_confirmed_at timestamptz,
      -- Time step of the code that was taken last: each code is good for one time.
      totp_last_step integer
    );

    -- Instead of a second factor, each for one time. SHA-256 of the code, hex.
    create table recovery_code (
      account_id integer not null references credential on delete cascade,
      code_hash text not null,
      primary key (account_id, code_hash)
    );

    -- What a mail proves, for one time.
    create table mailed_token (
      -- SHA-256 of the token, hex.
      token_hash text primary key,
      account_id integer not null references account on delete cascade,
      purpose text not null check (purpose in ('verify-email', 'reset-password')),
      -- The address it was sent to.
      email text not null,
      expires_at timestamptz not null
    );
    create index mailed_token_account on mailed_token (account_id, purpose);
    create index mailed_token_expiry on mailed_token (expires_at);

    create table session (
      id uuid primary key,
      account_id integer not null references account on delete cascade,
      -- With a secret of the server it makes every refresh token of this session.
      secret bytea not null,
      -- Of the refresh token that is good now; each refresh makes the next.
      generation integer not null default 0,
      -- Of the token that this one was given for; those between the two are void. -1: signing in gave it.
      previous_generation integer not null default -1,
      -- Whether the access token of the present generation was used: its answer arrived.
      is_used boolean not null default false,
      rotated_at timestamptz not null default now(),
      user_agent text,
      -- Network the session was begun from, shortened.
      network text,
      created_at timestamptz not null default now(),
      used_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz,
      end_reason text check (end_reason in ('signed-out', 'revoked', 'stolen', 'password', 'banned'))
    );
    create index session_account on session (account_id);
    create index session_expiry on session (expires_at);

    create table signing_key (
      kid text primary key,
      algorithm text not null check (algorithm in ('RS256', 'ES256')),
      state text not null check (state in ('next', 'active', 'retiring')),
      public_jwk jsonb not null,
      -- JWE, with a key made of the server's secret.
      private_jwe text not null,
      created_at timestamptz not null default now(),
      state_since timestamptz not null default now()
    );
    create unique index signing_key_active on signing_key (state) where state = 'active';
    create unique index signing_key_next on signing_key (state) where state = 'next';

    -- What happened to accounts, for their owners and for operators.
    create table audit_entry (
      id bigint generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      -- Who did it, as account:1, key:0123, system:cli.
      actor text not null,
      event text not null,
      detail jsonb,
      at timestamptz not null default now()
    );
    create index audit_entry_account on audit_entry (account_id, id);

    -- A key goes with the account that made it.
    alter table api_key add column account_id integer references account on delete cascade;
    create index api_key_account on api_key (account_id) where account_id is not null;
  `.execute(db)
}

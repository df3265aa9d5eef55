import { randomBytes, randomUUID } from 'node:crypto'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { refreshTokenOf } from '../../../packages/core/src/accounts/tokens/refresh-token.ts'

export interface Person {
  readonly email: string
  readonly password: string
}

/** All have the same one, hashed once: what is measured is looking at it. */
const PASSWORD = 'seven wet otters'

/** Users with a password. */
export async function fillPeople(
  { db, passwords }: Infra,
  count: number,
): Promise<readonly Person[]> {
  const hash = await passwords.hash(PASSWORD)
  await sql`
    with users as (
      insert into account (kind, display_name)
      select 'user', 'Member ' || n from generate_series(1, ${count}::integer) as n
      returning id
    )
    insert into credential (account_id, email, email_key, password_hash)
    select id, 'member' || id || '@example.org', 'member' || id || '@example.org', ${hash} from users
  `.execute(db)
  const { rows } = await sql<{ email: string }>`
    select email from credential order by account_id limit ${count}
  `.execute(db)
  return rows.map(({ email }) => ({ email, password: PASSWORD }))
}

/** A session as its browser knows it. */
export interface OpenSession {
  readonly id: string
  refreshToken: string
}

/** Sessions of these people in turn, each with the token that signing in gave. */
export async function fillSessions(
  { db, secret }: Infra,
  count: number,
): Promise<readonly OpenSession[]> {
  const made = Array.from({ length: count }, () => ({ id: randomUUID(), secret: randomBytes(32) }))
  await sql`
    insert into session (id, account_id, secret, user_agent, network, expires_at)
    select made.id, account.account_id, made.secret, 'bench', '127.0.0.0/24', now() + interval '30 days'
    from unnest(
      ${made.map(({ id }) => id)}::uuid[], ${made.map((one) => one.secret)}::bytea[]
    ) with ordinality as made (id, secret, n)
    join (
      select account_id, row_number() over (order by account_id) - 1 as place,
        count(*) over () as people
      from credential
    ) as account on account.place = mod(made.n - 1, account.people)
  `.execute(db)
  await sql`vacuum (analyze) session`.execute(db)
  return made.map((session) => ({
    id: session.id,
    refreshToken: refreshTokenOf(secret, session, 0),
  }))
}

/** As if the present tokens of these sessions had been given out a minute ago, and used: they are due. */
export async function ageSessions(
  { db }: Infra,
  sessions: readonly Pick<OpenSession, 'id'>[],
): Promise<void> {
  await sql`
    update session set rotated_at = now() - interval '1 minute', is_used = true
    where id = any(${sessions.map(({ id }) => id)}::uuid[])
  `.execute(db)
  await sql`vacuum (analyze) session`.execute(db)
  await sql`checkpoint`.execute(db)
}

/** How often these sessions were given a successor, all together. */
export async function countRotations(
  { db }: Infra,
  sessions: readonly Pick<OpenSession, 'id'>[],
): Promise<number> {
  const { rows } = await sql<{ rotations: number }>`
    select coalesce(sum(generation), 0)::integer as rotations
    from session where id = any(${sessions.map(({ id }) => id)}::uuid[])
  `.execute(db)
  return rows[0]?.rotations ?? 0
}

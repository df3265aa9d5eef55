import { type Kysely, sql } from 'kysely'
import type { Role } from '../actor.ts'
import type { Database } from '../db/database.ts'
import type { SanctionKind, Standing } from './contract.ts'

const rank = sql<Role>`case kind when 'guest' then kind else role end`

/** Lets one moderator at a time decide on an account; returns its role. */
export async function lockAccount(tx: Kysely<Database>, id: number): Promise<Role | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select ${rank} as role
    from account where id = ${id} for no key update
  `.execute(tx)
  return rows[0]?.role
}

/** The rank of an account; undefined when there is none. */
export async function roleOf(tx: Kysely<Database>, id: number): Promise<Role | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select ${rank} as role from account where id = ${id}
  `.execute(tx)
  return rows[0]?.role
}

export async function insertSanction(
  tx: Kysely<Database>,
  sanction: {
    readonly account_id: number
    readonly kind: SanctionKind
    readonly until: Date | null
    readonly reason: string
    readonly imposed_by: string
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('sanction')
    .values(sanction)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export function findSanction(db: Kysely<Database>, id: number) {
  return db
    .selectFrom('sanction')
    .select(['id', 'account_id', 'kind', 'until'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** False when it was lifted before. The caller holds the account. */
export async function writeLifted(
  tx: Kysely<Database>,
  id: number,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sanction')
    .set({ lifted_by: by, lifted_at: sql<Date>`now()`, lift_reason: reason })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Latest first. */
export function sanctionsOf(
  db: Kysely<Database>,
  accountId: number,
  page: { readonly beforeId: number; readonly limit: number },
) {
  return db
    .selectFrom('sanction')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '<', page.beforeId)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

/** Makes the account say what those of its sanctions come to that were not lifted. The caller holds it. */
export async function writeStanding(tx: Kysely<Database>, accountId: number): Promise<void> {
  await sql`
    update account set muted_until = active.muted_until, banned_until = active.banned_until,
      shadow_banned = active.shadow_banned
    from (
      select max(coalesce(until, 'infinity')) filter (where kind = 'mute') as muted_until,
        max(coalesce(until, 'infinity')) filter (where kind = 'ban') as banned_until,
        coalesce(bool_or(kind = 'shadow-ban'), false) as shadow_banned
      from sanction where account_id = ${accountId} and lifted_at is null
    ) as active
    where account.id = ${accountId}
  `.execute(tx)
}

interface StandingRow extends Omit<Standing, 'mutedUntil' | 'bannedUntil'> {
  readonly mutedUntil: Date | null
  readonly bannedUntil: Date | null
}

/** What an account may do at a moment; undefined when there is no such account. */
export async function findStanding(
  db: Kysely<Database>,
  accountId: number,
  now: Date,
): Promise<Standing | undefined> {
  const { rows } = await sql<StandingRow>`
    select coalesce(muted_until > ${now}, false) as muted,
      case when muted_until > ${now} and isfinite(muted_until) then muted_until end as "mutedUntil",
      coalesce(banned_until > ${now}, false) as banned,
      case when banned_until > ${now} and isfinite(banned_until) then banned_until end as "bannedUntil",
      shadow_banned as "shadowBanned"
    from account where id = ${accountId}
  `.execute(db)
  const [row] = rows
  return (
    row && {
      ...row,
      mutedUntil: row.mutedUntil?.toISOString() ?? null,
      bannedUntil: row.bannedUntil?.toISOString() ?? null,
    }
  )
}

/** Signs an account out everywhere: whoever was in comes back only by signing in. */
export async function endSessions(tx: Kysely<Database>, accountId: number): Promise<void> {
  await sql`
    with guest as (delete from guest_session where account_id = ${accountId})
    update session set ended_at = now(), end_reason = 'banned'
    where account_id = ${accountId} and ended_at is null
  `.execute(tx)
}

export async function insertAudit(
  tx: Kysely<Database>,
  entry: {
    readonly accountId: number
    readonly actor: string
    readonly event: Database['audit_entry']['event']
    readonly detail: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { accountId, actor, event, detail } = entry
  await tx
    .insertInto('audit_entry')
    .values({ account_id: accountId, actor, event, detail: JSON.stringify(detail) })
    .execute()
}

import { type Kysely, type RawBuilder, sql } from 'kysely'
import { isToldToOwner, type POSSESSIONS, toldActor } from '../accounts/index.ts'
import { STATUS, SUBJECT_KINDS, type SubjectKind } from '../community/contract.ts'
import { subjectKindOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'

/** Leaves an account that nobody can sign in to and nobody's name is on; its texts are yet to be erased. */
export async function disownAccount(tx: Kysely<Database>, accountId: number): Promise<void> {
  for (const table of [
    'credential',
    'session',
    'api_key',
    'mailed_token',
    'audit_entry',
    'idempotency_key',
  ] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute()
  }
  await tx
    .updateTable('account')
    .set({ kind: 'guest', role: 'user', display_name: null, name_key: null, origin: null })
    .where('id', '=', accountId)
    .execute()
}

/** Nobody comes back as this guest. False when nobody could: it is none, or none any more. */
export async function endGuest(tx: Kysely<Database>, guestId: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('guest_session')
    .where('account_id', '=', guestId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deleteAccount(tx: Kysely<Database>, accountId: number): Promise<void> {
  await tx.deleteFrom('account').where('id', '=', accountId).execute()
}

export interface OwnVote {
  readonly kind: SubjectKind
  readonly id: number
}

/** Up to `limit` votes of one account. */
export async function votesOf(
  db: Kysely<Database>,
  { accountId, limit }: { readonly accountId: number; readonly limit: number },
): Promise<readonly OwnVote[]> {
  const rows = await db
    .selectFrom('vote')
    .select(['subject_kind', 'subject_id as id'])
    .where('account_id', '=', accountId)
    .limit(limit)
    .execute()
  return rows.map(({ subject_kind, id }) => ({ kind: subjectKindOf(subject_kind), id }))
}

/** Up to `limit` reactions of one account. */
export async function reactionsBy(
  db: Kysely<Database>,
  { accountId, limit }: { readonly accountId: number; readonly limit: number },
) {
  const rows = await db
    .selectFrom('reaction')
    .select(['subject_kind', 'subject_id as id', 'emoji'])
    .where('account_id', '=', accountId)
    .limit(limit)
    .execute()
  return rows.map(({ subject_kind, id, emoji }) => ({
    subject: { kind: subjectKindOf(subject_kind), id },
    emoji,
  }))
}

/** A vote on what is not shown counts nowhere that is seen; a recount puts its counter right. */
export async function dropVote(
  db: Kysely<Database>,
  accountId: number,
  { kind, id }: OwnVote,
): Promise<void> {
  await db
    .deleteFrom('vote')
    .where('account_id', '=', accountId)
    .where('subject_kind', '=', SUBJECT_KINDS[kind])
    .where('subject_id', '=', id)
    .execute()
}

/** What proves who somebody is: in no export, whoever asks for it. */
const SECRETS = [
  'password_hash',
  'secret_hash',
  'token_hash',
  'totp_secret',
  'totp_last_step',
  'secret',
  'origin',
  // Who of the staff it was.
  'imposed_by',
  'lifted_by',
]

export type Possession = (typeof POSSESSIONS)[number]

export interface OwnRow {
  /** Where the row lies: the order of the list, and where the next page goes on. */
  readonly place: string
  readonly row: Record<string, unknown>
}

/** What an account is not to learn of itself. */
const TOLD: Partial<Record<Possession, RawBuilder<boolean>>> = {
  audit_entry: isToldToOwner('its'),
  sanction: sql<boolean>`its.kind <> 'shadow-ban'`,
}

/** What is said in another way to the account itself. */
const SAID: Partial<Record<Possession, RawBuilder<unknown>>> = {
  audit_entry: sql`jsonb_build_object('actor', ${toldActor('its')})`,
}

/** A row as its owner may see it: what is in the shadows looks as if it were shown. */
const ownRow = sql`
  case when to_jsonb(its) -> 'status' = ${String(STATUS.shadowed)}::jsonb
    then to_jsonb(its) || jsonb_build_object('status', ${STATUS.visible}::integer)
    else to_jsonb(its) end - ${SECRETS}::text[]`

/** Up to `limit` rows of a table that are an account's, behind a place. */
export async function rowsOf(
  db: Kysely<Database>,
  table: Possession,
  { accountId, after, limit }: { accountId: number; after: string; limit: number },
): Promise<readonly OwnRow[]> {
  const { rows } = await sql<OwnRow>`
    select its.ctid::text as place, ${ownRow} || ${SAID[table] ?? sql`'{}'::jsonb`} as row
    from ${sql.table(table)} as its
    where its.account_id = ${accountId} and its.ctid > ${after}::tid
      and ${TOLD[table] ?? sql<boolean>`true`}
    order by its.ctid limit ${limit}
  `.execute(db)
  return rows
}

import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { AuditEvent } from './vocabulary.ts'

export interface AuditNote {
  readonly accountId: number
  readonly actor: string
  readonly event: AuditEvent
  readonly detail?: Readonly<Record<string, string | number | null>>
}

/** Keeps what happened to an account. */
export async function insertAudit(db: Kysely<Database>, note: AuditNote): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({
      account_id: note.accountId,
      actor: note.actor,
      event: note.event,
      detail: note.detail === undefined ? null : JSON.stringify(note.detail),
    })
    .execute()
}

/** Whether its owner may read of it: who writes into the shadows does not learn of it. Of the row with this alias. */
export const isToldToOwner = (alias: string): RawBuilder<boolean> => sql<boolean>`(
  ${sql.ref(`${alias}.event`)} <> 'shadow-banned'
  and coalesce(${sql.ref(`${alias}.detail`)} ->> 'kind', '') <> 'shadow-ban'
)`

/** Who did it, as its owner may read it: of the staff, nobody by number. Of the row with this alias. */
export const toldActor = (alias: string): RawBuilder<string> => sql<string>`(
  case when ${sql.ref(`${alias}.actor`)} like 'account:%'
    and ${sql.ref(`${alias}.actor`)} <> 'account:' || ${sql.ref(`${alias}.account_id`)} then 'staff'
  else ${sql.ref(`${alias}.actor`)} end
)`

/** What its owner may read, latest first, before an id. */
export function selectAudit(
  db: Kysely<Database>,
  accountId: number,
  { limit, beforeId }: { readonly limit: number; readonly beforeId: number },
) {
  return db
    .selectFrom('audit_entry')
    .select(['id', 'event', 'detail', 'at', toldActor('audit_entry').as('actor')])
    .where('account_id', '=', accountId)
    .where('id', '<', beforeId)
    .where(isToldToOwner('audit_entry'))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

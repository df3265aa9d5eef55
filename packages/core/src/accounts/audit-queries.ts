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

/** What its owner may read, latest first, before an id. */
export function selectAudit(
  db: Kysely<Database>,
  accountId: number,
  { limit, beforeId }: { readonly limit: number; readonly beforeId: number },
) {
  return db
    .selectFrom('audit_entry')
    .select(['id', 'actor', 'event', 'detail', 'at'])
    .where('account_id', '=', accountId)
    .where('id', '<', beforeId)
    .where(isToldToOwner('audit_entry'))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

import type { Kysely } from 'kysely'
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

/** Latest first, before an id. */
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
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

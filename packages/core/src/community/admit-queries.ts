import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'

/** What an account may say at present. */
export function findVoice(db: Kysely<Database>, accountId: number) {
  return db
    .selectFrom('account')
    .select(['muted_until', 'shadow_banned', 'kind', 'created_at'])
    .where('id', '=', accountId)
    .executeTakeFirst()
}

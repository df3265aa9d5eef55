import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { MAX_UNREAD, type NotificationKind } from './contract.ts'

export interface NotificationRow {
  readonly id: number
  readonly kind: NotificationKind
  readonly subject_kind: number | null
  readonly subject_id: number | null
  readonly actor_id: number | null
  readonly actor_name: string | null
  readonly detail: object
  readonly count: number
  readonly notified_at: Date
  readonly read_at: Date | null
}

const listOf = (name: string, only: RawBuilder<unknown>) =>
  prepared(
    name,
    (accountId: number, beforeId: number, limit: number) => sql<NotificationRow>`
      select it.id, it.kind, subject_kind, subject_id, actor_id, display_name as actor_name, detail, count,
        notified_at, read_at
      from (
        select * from notification
        where account_id = ${accountId} and id < ${beforeId}::bigint and ${only}
        order by id desc
        limit ${limit}
      ) as it
      left join account on account.id = it.actor_id
      order by it.id desc
    `,
  )

const LISTS = {
  all: listOf('notifications', sql`true`),
  unread: listOf('notifications_unread', sql`read_at is null`),
}

/** What an account was told, latest first. */
export function notificationsOf(
  db: Kysely<Database>,
  accountId: number,
  page: { readonly which: 'all' | 'unread'; readonly beforeId: number; readonly limit: number },
): Promise<readonly NotificationRow[]> {
  return LISTS[page.which](db, accountId, page.beforeId, page.limit)
}

/** Those of these ids that are told to the account beside each. */
export const notificationsNamed = prepared(
  'notifications_named',
  (ids: readonly number[], accountIds: readonly number[]) => sql<NotificationRow>`
    select it.id, it.kind, subject_kind, subject_id, actor_id, display_name as actor_name, detail, count,
      notified_at, read_at
    from unnest(${ids}::bigint[], ${accountIds}::integer[]) as asked (id, account_id)
    join notification as it using (id, account_id)
    left join account on account.id = it.actor_id
  `,
)

/** How much each account has not read, one more than MAX_UNREAD at most. */
export const countsOf = prepared(
  'notifications_unread_count',
  (accountIds: readonly number[]) => sql<{ accountId: number; n: number }>`
    select account_id as "accountId", (
      select count(*) from (
        select from notification where account_id = asked.account_id and read_at is null
        limit ${MAX_UNREAD + 1}
      ) as counted
    )::integer as n
    from unnest(${accountIds}::integer[]) as asked (account_id)
  `,
)

/** The same of one. */
export async function unreadOf(db: Kysely<Database>, accountId: number): Promise<number> {
  const [row] = await countsOf(db, [accountId])
  return row?.n ?? 0
}

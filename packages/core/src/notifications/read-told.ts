import type { z } from 'zod'
import type { Services } from '../context.ts'
import type { Notification, unreadOutput } from './contract.ts'
import { countsOf, notificationsNamed } from './read-queries.ts'
import { toNotification } from './to-notification.ts'
import { toUnread } from './to-unread.ts'

/** One of what somebody was told. */
export interface Told {
  readonly accountId: number
  readonly id: number
}

/**
 * What many people were told, for their streams: by id, as far as it is still there and theirs, and how much each of
 * `accountIds` has not read.
 */
export async function readTold(
  { db }: Pick<Services, 'db'>,
  { told, accountIds }: { readonly told: readonly Told[]; readonly accountIds: readonly number[] },
): Promise<{
  readonly notifications: ReadonlyMap<number, Notification>
  readonly unread: ReadonlyMap<number, z.output<typeof unreadOutput>>
}> {
  const [rows, counts] = await Promise.all([
    notificationsNamed(
      db,
      told.map(({ id }) => id),
      told.map(({ accountId }) => accountId),
    ),
    countsOf(db, accountIds),
  ])
  return {
    notifications: new Map(rows.map((row) => [row.id, toNotification(row)])),
    unread: new Map(counts.map(({ accountId, n }) => [accountId, toUnread(n)])),
  }
}

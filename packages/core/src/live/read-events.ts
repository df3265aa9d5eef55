import type { Services } from '../context.ts'
import type { Event } from '../events/index.ts'
import { accountOfChannel, readTold } from '../notifications/index.ts'
import type { LiveEvent } from './contract.ts'

type Pointer = Pick<Event, 'channel' | 'payload'>

/**
 * What events have to say, in their order: as it is now, not as it was when they happened. Null: nothing any more, or
 * nothing that this version knows of.
 */
export async function readEvents(
  services: Pick<Services, 'db'>,
  events: readonly Pointer[],
): Promise<readonly (LiveEvent | null)[]> {
  const named = events.map(({ channel, payload }) => ({
    accountId: accountOfChannel(channel),
    id: payload.id ?? null,
  }))
  const accountIds = new Set<number>()
  const told = new Map<number, number>()
  for (const { accountId, id } of named) {
    if (accountId === null) continue
    accountIds.add(accountId)
    if (id !== null) told.set(id, accountId)
  }
  if (accountIds.size === 0) return events.map(() => null)
  const { notifications, unread } = await readTold(services, {
    told: [...told].map(([id, accountId]) => ({ id, accountId })),
    accountIds: [...accountIds],
  })
  return named.map(({ accountId, id }): LiveEvent | null => {
    const left = accountId === null ? undefined : unread.get(accountId)
    if (left === undefined) return null
    if (id === null) return { type: 'unread', channel: 'notifications', unread: left }
    const notification = notifications.get(id)
    if (notification === undefined) return null
    return { type: 'notification', channel: 'notifications', unread: left, notification }
  })
}

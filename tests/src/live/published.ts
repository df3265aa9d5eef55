import { accountOfChannel } from '@loadout/core/notifications'
import { type Position, toPosition } from '@loadout/infra'
import type { TestInfra } from '@loadout/infra/testing'

/** An event of somebody's notifications as it lies in the stream. */
export interface Published extends Position {
  readonly accountId: number | null
  /** The notification. */
  readonly id: number | undefined
}

/** All that was published, in its order, as long as Redis has not forgotten any of it. */
export async function published({ redis, config }: TestInfra): Promise<readonly Published[]> {
  const rows = await redis.xrange(`${config.QUEUE_PREFIX}:{events}:stream`, '-', '+')
  return rows.map(([id, [, channel = '', , payload = '']]) => ({
    ...toPosition(id),
    accountId: accountOfChannel(channel),
    id: JSON.parse(payload).id,
  }))
}

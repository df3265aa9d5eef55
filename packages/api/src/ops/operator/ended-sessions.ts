import type { Infra } from '@loadout/infra'

/** Sessions that were signed out of, known to every API process until they would have expired. */
export interface EndedSessions {
  /** Remembers `id` for `seconds`, a whole number of at least 1. Rejects when Redis is away. */
  add(id: string, seconds: number): Promise<void>
  /** Rejects when Redis is away: then nobody comes in. */
  has(id: string): Promise<boolean>
}

/** Keeps them in Redis, under `prefix` like everything of this installation. */
export function createEndedSessions(redis: Infra['redis'], prefix: string): EndedSessions {
  const key = (id: string) => `${prefix}:operator:ended:${id}`
  return {
    async add(id, seconds) {
      await redis.set(key(id), '', 'EX', seconds)
    },
    has: async (id) => (await redis.exists(key(id))) === 1,
  }
}

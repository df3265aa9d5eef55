import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import { headOf } from '@loadout/core/feeds'
import type { RawRequest } from './raw-http.ts'
import { type ReadLoad, readLoad } from './read-load.ts'
import type { RedisOutage } from './redis-outage.ts'
import type { Bench } from './scenario.ts'

/** The same pages at the same rate, whatever becomes of Redis. */
export interface FeedOutage {
  readonly up: ReadLoad
  /** Redis is killed while they are asked for. */
  readonly down: ReadLoad
  /** By an API that has no cache. */
  readonly alone: ReadLoad
}

export const OUTAGE = { perSecond: 400, seconds: 4 }

/** Of the load, before Redis is killed. */
const KILL_AFTER_SHARE = 0.1

export async function feedOutage(
  bench: Bench,
  of: {
    readonly ctx: Ctx
    readonly outage: RedisOutage
    /** Keeps nothing in its own memory, like the one without a cache. */
    readonly cached: { readonly url: string; readonly requests: readonly RawRequest[] }
    readonly uncached: { readonly url: string; readonly requests: readonly RawRequest[] }
  },
): Promise<FeedOutage> {
  const { ctx, outage, cached, uncached } = of
  const seconds = Math.max(1, OUTAGE.seconds * bench.env.scale)
  const rate = { perSecond: OUTAGE.perSecond, seconds }
  const load = (api: typeof cached, during?: () => Promise<void>) =>
    readLoad(bench, api.url, { ...rate, requests: api.requests }, during)
  const up = await load(cached)
  const down = await load(cached, async () => {
    await sleep(1_000 * seconds * KILL_AFTER_SHARE)
    await outage.kill()
  })
  await outage.restart(() => isHeadKept(ctx))
  return { up, down, alone: await load(uncached) }
}

/** Asking for it has it built, so that it is there some time later. */
async function isHeadKept(ctx: Ctx): Promise<boolean> {
  const head = headOf(ctx, { kind: 'all' })
  return (await ctx.sharedCache.page(head, { below: null, limit: 1 })) !== null
}

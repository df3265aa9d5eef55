import { randomUUID } from 'node:crypto'
import type { CrawlLimiter, LimitScope, RateWindow, UpstreamRequest } from '@loadout/core'
import type { Redis } from 'ioredis'
import { ACQUIRE, PENALISE, RELEASE } from './limiter-scripts.ts'

/** How far back slots are remembered at least, so that a longer window that is learnt finds them, ms. */
const RETENTION_MS = 10 * 60_000

export interface RedisLimiterOptions {
  readonly redis: Redis
  /** Of every key. */
  readonly prefix: string
  /** How long a call may take: its slot counts for so long when nothing is heard of it. */
  readonly timeoutMs: number
  /** Hold in a scope until an answer says other ones; at least one. */
  readonly defaults: readonly RateWindow[]
}

type Call = Pick<UpstreamRequest, 'region' | 'method'>

/**
 * Limits counted in Redis, in Redis' time, by scripts that run one after the other. The keys of a region
 * share a hash tag, so that they lie on one node of a cluster.
 */
export function createRedisLimiter(options: RedisLimiterOptions): CrawlLimiter {
  const { redis, prefix, timeoutMs } = options
  const defaults = toText(options.defaults)
  const retention = Math.max(RETENTION_MS, ...options.defaults.map(({ periodMs }) => 2 * periodMs))

  const key = (region: string, ...rest: readonly string[]) =>
    [prefix, `{crawl-${region}}`, ...rest].join(':')
  const epochOf = (region: string) => key(region, 'epoch')
  const keysOf = ({ region, method }: Call, scope: LimitScope) => {
    const name = scope === 'application' ? scope : `method-${method}`
    return {
      log: key(region, name, 'log'),
      limits: key(region, name, 'limits'),
      penalty: key(region, name, 'penalty'),
    }
  }
  const scopesOf = (call: Call) => [keysOf(call, 'application'), keysOf(call, 'method')]

  return {
    async begin(region) {
      await redis.set(epochOf(region), 0)
    },

    async acquire(call) {
      const id = randomUUID()
      // Before the question, and so before the grant: the slot is counted for longer than the call may take.
      const deadline = performance.now() + timeoutMs
      const keys = scopesOf(call).flatMap(({ log, limits, penalty }) => [log, limits, penalty])
      const answer = await redis.eval(
        ACQUIRE,
        ...[1 + keys.length, epochOf(call.region), ...keys],
        ...[id, timeoutMs, retention, defaults],
      )
      const [granted, wait] = asPair(answer)
      if (granted === 1) return { granted: true, id, deadline }
      return { granted: false, waitMs: Math.ceil(wait) }
    },

    async release(call, slotId, learnt) {
      const keys = scopesOf(call).flatMap(({ log, limits }) => [log, limits])
      const limits = [learnt.application, learnt.method].map((windows) => toText(windows ?? []))
      await redis.eval(RELEASE, keys.length, ...keys, slotId, ...limits)
    },

    async cancel(call, slotId) {
      await Promise.all(scopesOf(call).map(({ log }) => redis.zrem(log, slotId)))
    },

    async penalise(call, scope, milliseconds) {
      await redis.eval(
        PENALISE,
        1,
        keysOf(call, scope).penalty,
        Math.max(1, Math.ceil(milliseconds)),
      )
    },
  }
}

function toText(windows: readonly RateWindow[]): string {
  return windows.map(({ limit, periodMs }) => `${limit}:${Math.ceil(periodMs)}`).join(',')
}

function asPair(answer: unknown): readonly [number, number] {
  if (!Array.isArray(answer)) throw new Error('the limiter script gave no answer')
  return [Number(answer[0]), Number(answer[1])]
}

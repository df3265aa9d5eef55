import { type Ctx, silentLog } from '@loadout/core'
import {
  agentStats,
  mapStats,
  moveRevision,
  rollupMatches,
  statsContract,
} from '@loadout/core/stats'
import { createReadCache, createSharedCache } from '@loadout/infra'
import { startTestRedis, type TestRedisServer } from '@loadout/infra/testing'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import type { Drawn } from '../support/drawn.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

/** Whatever changes, restarts, is flushed, damaged and killed: what processes answer is what the database has. */

const PROCESSES = 2

let harness: Harness
let server: TestRedisServer
let raw: Redis
let stored: ReturnType<typeof createSharedCache>[]
let processes: Ctx[]
/** Values that came out of Redis: a run in which none does shows nothing. */
let found = 0
let loaded = 0
beforeAll(async () => {
  harness = await createHarness()
  await harness.ingest(texts(simulated('shared property', 3)))
  await rollupMatches(harness.ctx, {})
  server = await startTestRedis()
  raw = new Redis(server.url, { retryStrategy: () => 20 })
  raw.on('error', () => {})
  const options = { redisUrl: server.url, prefix: 'property', log: silentLog, localMs: 0 }
  stored = Array.from({ length: PROCESSES }, () => createSharedCache(options))
  await Promise.all(stored.map((cache) => cache.ready()))
  processes = stored.map(started)
})
afterAll(async () => {
  raw.disconnect()
  for (const cache of stored) cache.close()
  await server.stop('SIGKILL')
  await harness.close()
})

/** A process whose memory is empty. */
function started({ sharedCache }: (typeof stored)[number]): Ctx {
  const value: typeof sharedCache.value = async (key, revision, load) => {
    let isMine = false
    const answer = await sharedCache.value(key, revision, () => {
      isMine = true
      return load()
    })
    if (isMine) loaded += 1
    else found += 1
    return answer
  }
  return { ...harness.ctx, readCache: createReadCache(1e6), sharedCache: { ...sharedCache, value } }
}

/** As the database has it. */
function plain(): Ctx {
  const { sharedCache } = harness.ctx
  return {
    ...harness.ctx,
    readCache: createReadCache(1e6),
    sharedCache: { ...sharedCache, value: (_key, _revision, load) => load() },
  }
}

const which = fc.nat(PROCESSES - 1)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read' as const), who: which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('race' as const), who: which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), who: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('damage' as const), key: fc.nat(), at: fc.nat(400) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retype' as const), key: fc.nat() }) },
)
type Step = Drawn<typeof step>

/** One match more on every map, in one transaction with the revision. */
async function change(): Promise<void> {
  await harness.ctx.db.transaction().execute(async (tx) => {
    await sql`update map_rollup set matches = matches + 1, plants = plants + 3`.execute(tx)
    await sql`update agent_rollup set wins = wins + 1`.execute(tx)
    await moveRevision(tx)
  })
}

async function answers(ctx: Ctx): Promise<string> {
  const [maps, agents] = await Promise.all([
    mapStats(ctx, statsContract.mapStatsInput.parse({})),
    agentStats(ctx, statsContract.agentStatsInput.parse({})),
  ])
  return JSON.stringify([maps, agents])
}

const matchesOf = async (ctx: Ctx) =>
  (await mapStats(ctx, statsContract.mapStatsInput.parse({}))).matches

/** Reads while changes are committed: none is older than its beginning, none is of what is not yet. */
async function race(ctx: Ctx, other: Ctx): Promise<void> {
  const before = await matchesOf(plain())
  const changing = (async () => {
    for (let n = 0; n < 3; n += 1) await change()
  })()
  const reads = Array.from({ length: 4 }, (_, n) => matchesOf(n % 2 === 0 ? ctx : other))
  const seen = await Promise.all(reads)
  await changing
  const after = await matchesOf(plain())
  for (const matches of seen) {
    expect(matches).toBeGreaterThanOrEqual(before)
    expect(matches).toBeLessThanOrEqual(after)
  }
}

async function strike(key: number, how: (name: string) => Promise<unknown>): Promise<void> {
  const names = (await raw.keys('*:value:*')).sort()
  const name = names[key % Math.max(1, names.length)]
  if (name !== undefined) await how(name)
}

async function damage({ key, at }: { readonly key: number; readonly at: number }): Promise<void> {
  await strike(key, async (name) => {
    const text = (await raw.get(name).catch(() => null)) ?? ''
    await raw.set(name, text.slice(0, at))
  })
}

async function retype({ key }: { readonly key: number }): Promise<void> {
  await strike(key, async (name) => {
    await raw.del(name)
    await raw.hset(name, 'a', 'b')
  })
}

function restart(who: number): void {
  const cache = stored[who]
  if (cache !== undefined) processes[who] = started(cache)
}

async function play(one: Step): Promise<void> {
  switch (one.kind) {
    case 'change':
      return await change()
    case 'move':
      return await harness.ctx.db.transaction().execute(moveRevision)
    case 'flush':
      await raw.flushall()
      return
    case 'damage':
      return await damage(one)
    case 'retype':
      return await retype(one)
    case 'restart':
      return restart(one.who)
    case 'read':
      return await expectRight(processes[one.who])
    case 'race':
      return await race(processes[one.who] ?? plain(), processes[1 - one.who] ?? plain())
  }
}

async function expectRight(ctx: Ctx = plain()): Promise<void> {
  expect(await answers(ctx)).toBe(await answers(plain()))
}

describe('statistics of several processes', () => {
  it('are those of the database after any changes, restarts, flushes and damages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        for (const one of steps) await play(one)
        for (const ctx of processes) await expectRight(ctx)
      }),
      { numRuns: isStress() ? 400 : 12 },
    )
    expect(found).toBeGreaterThan(5)
    expect(loaded).toBeGreaterThan(5)
  }, 400_000)

  it('are right while Redis is killed, and shared again once it is back', async () => {
    await server.stop('SIGKILL')
    for (let n = 0; n < 3; n += 1) {
      await change()
      for (const ctx of processes) await expectRight(ctx)
    }
    server = await startTestRedis({ port: server.port })
    const isShared = async () => {
      processes = stored.map(started)
      const before = found
      for (const ctx of processes) await expectRight(ctx)
      return found > before
    }
    await expect.poll(isShared, { timeout: 10_000 }).toBe(true)
  }, 20_000)
})

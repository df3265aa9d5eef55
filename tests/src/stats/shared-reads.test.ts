import type { Ctx, SharedCache } from '@loadout/core'
import { silentLog } from '@loadout/core'
import {
  agentPage,
  agentStats,
  compStats,
  statsContract as contract,
  duoStats,
  mapPage,
  mapStats,
  moveRevision,
  roleBoard,
  rollupMatches,
  runRebuild,
  startRebuild,
  tierList,
  trends,
  weaponStats,
} from '@loadout/core/stats'
import { createReadCache, createSharedCache } from '@loadout/infra'
import type { RiotMatchDocument } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts, withInfo } from '../support/simulated.ts'
import { finderOf, inRedis } from '../support/traces.ts'

const DOCUMENTS = simulated('shared reads', 8)
const FIRST = 4

let harness: Harness
let stored: ReturnType<typeof createSharedCache>
beforeAll(async () => {
  harness = await createHarness()
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = harness.infra.config
  stored = createSharedCache({ redisUrl, prefix, log: silentLog, localMs: 0 })
  await stored.ready()
  await harness.ingest(texts(DOCUMENTS.slice(0, FIRST)))
  await rollupMatches(harness.ctx, {})
})
afterAll(async () => {
  stored.close()
  await harness.close()
})

/** A process that has just started: nothing is kept in it. What it has to load itself is written down. */
function process(clock = harness.ctx.clock) {
  const loads: string[] = []
  const value: SharedCache['value'] = (key, revision, load) =>
    stored.sharedCache.value(key, revision, () => {
      loads.push(key)
      return load()
    })
  const readCache = createReadCache(1e7)
  const sharedCache = { ...stored.sharedCache, value }
  return { ctx: { ...harness.ctx, clock, readCache, sharedCache } satisfies Ctx, loads }
}

/** Nothing is kept anywhere. */
function database(): Ctx {
  const value: SharedCache['value'] = (_key, _revision, load) => load()
  return { ...process().ctx, sharedCache: { ...stored.sharedCache, value } }
}

const maps = (ctx: Ctx, input: object = {}) => mapStats(ctx, contract.mapStatsInput.parse(input))

/** One answer of each verb, and some with filters, as text. */
const QUESTIONS: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  roleBoard: (ctx) => roleBoard(ctx, contract.roleBoardInput.parse({ top: 9 })),
  agents: (ctx) => agentStats(ctx, contract.agentStatsInput.parse({ side: 'attack' })),
  agent: (ctx) => agentPage(ctx, contract.agentPageInput.parse({ agent: 'jett' })),
  tierList: (ctx) => tierList(ctx, contract.tierListInput.parse({ method: 'psScore' })),
  maps: (ctx) => maps(ctx),
  'maps of a tier': (ctx) => maps(ctx, { tier: 'high' }),
  map: (ctx) => mapPage(ctx, contract.mapPageInput.parse({ map: 'ascent', minSample: 0 })),
  weapons: (ctx) => weaponStats(ctx, contract.weaponStatsInput.parse({})),
  comps: (ctx) => compStats(ctx, contract.compStatsInput.parse({ minGames: 2 })),
  duos: (ctx) => duoStats(ctx, contract.duoStatsInput.parse({ minGames: 2, minSample: 1 })),
  trends: (ctx) => trends(ctx, contract.trendsInput.parse({ agent: 'jett' })),
}

const askAll = async (ctx: Ctx) => {
  const answers: Record<string, string> = {}
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    answers[name] = JSON.stringify(await ask(ctx))
  }
  return answers
}

/** On a machine that stands still for 150 ms Redis counts as away, and a load more is right. */
async function retried(loadsOf: () => Promise<number>, loads: number): Promise<void> {
  await expect.poll(loadsOf, { timeout: 15_000, interval: 300 }).toBe(loads)
}

describe('statistics that another process has loaded', () => {
  it('are loaded no more, and are those of the database to the byte', async () => {
    const expected = await askAll(database())
    await retried(async () => {
      const first = process()
      expect(await askAll(first.ctx)).toEqual(expected)
      const second = process()
      expect(await askAll(second.ctx)).toEqual(expected)
      return second.loads.length
    }, 0)
  })

  it('are loaded once for all who ask at once', async () => {
    await retried(async () => {
      await harness.infra.db.transaction().execute(moveRevision)
      const all = [process(), process(), process()]
      const answers = await Promise.all(
        all.flatMap(({ ctx }) => Array.from({ length: 20 }, () => maps(ctx))),
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      return all.flatMap(({ loads }) => loads).length
    }, 1)
  })

  it('hold a new match at the next question after its roll-up, in every process', async () => {
    const both = [process(), process()]
    for (const { ctx } of both) expect((await maps(ctx)).matches).toBe(FIRST)
    await harness.ingest(texts(DOCUMENTS.slice(FIRST, FIRST + 1)))
    await rollupMatches(harness.ctx, {})
    for (const { ctx } of both) expect((await maps(ctx)).matches).toBe(FIRST + 1)
  })

  it('are loaded anew from a version that has been rebuilt', async () => {
    await maps(process().ctx)
    await startRebuild(harness.ctx, {})
    await runRebuild(harness.ctx, {})
    const after = process()
    await maps(after.ctx)
    expect(after.loads).toHaveLength(1)
  })

  it('end with the UTC day, which another process may not have begun', async () => {
    const at = (time: string) => process({ now: () => new Date(time) })
    const before = at('2030-01-01T23:59:59.999Z')
    const after = at('2030-01-02T00:00:00.000Z')
    const late = at('2030-01-01T23:59:59.999Z')
    for (const { ctx } of [before, after, late]) await maps(ctx)
    expect([before, after, late].map(({ loads }) => loads.length)).toEqual([1, 1, 1])
    await retried(async () => {
      const next = at('2030-01-02T12:00:00.000Z')
      await maps(next.ctx)
      return next.loads.length
    }, 0)
  })

  it('are remembered to be none for a filter that names nothing, until it names something', async () => {
    const region = 'a place nobody knows'
    const [first, second] = [process(), process()]
    await retried(async () => {
      const third = process()
      for (const { ctx } of [first, third]) expect((await maps(ctx, { region })).items).toEqual([])
      return third.loads.length
    }, 0)
    const [document] = DOCUMENTS.slice(-1)
    if (document === undefined) throw new Error('nothing was simulated')
    await harness.ingest(texts([withInfo(document, { region })]))
    await rollupMatches(harness.ctx, {})
    for (const { ctx } of [first, second]) expect((await maps(ctx, { region })).matches).toBe(1)
    const found = await inRedis(harness.infra, finderOf(['nobody knows']))
    expect(found.filter((name) => name.includes(':value:'))).toEqual([])
  })

  it('are asked for again after an error', async () => {
    await harness.infra.db.transaction().execute(moveRevision)
    const failing = process()
    const named = () => Promise.reject(new Error('the database is away'))
    const dimensions = { ...failing.ctx.dimensions, named }
    await expect(maps({ ...failing.ctx, dimensions })).rejects.toThrow('away')
    expect((await maps(process().ctx)).matches).toBe(FIRST + 2)
  })

  it('hold no player', async () => {
    await askAll(process().ctx)
    const keys = await inRedis(harness.infra, () => true)
    expect(keys.filter((key) => key.includes(':value:')).length).toBeGreaterThan(5)
    const people = DOCUMENTS.flatMap((document) => playersOf(document))
    expect(people.length).toBeGreaterThan(20)
    const found = await inRedis(harness.infra, finderOf([...new Set(people)]))
    expect(found.filter((key) => key.includes(':value:'))).toEqual([])
  })
})

function playersOf({ players }: RiotMatchDocument): readonly string[] {
  return players.flatMap(({ puuid, gameName }) => [puuid, gameName])
}

import type { Ctx, ReadCache } from '@loadout/core'
import { agentStats, mapStats, roleBoard, rollupMatches, statsContract } from '@loadout/core/stats'
import { createReadCache } from '@loadout/infra'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts, withInfo } from '../support/simulated.ts'

const DOCUMENTS = simulated('cached reads', 6)

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

/** A context whose cache tells which answers had to be computed. */
function counting(cache: ReadCache = createReadCache(1e6)) {
  const loads: string[] = []
  const readCache: ReadCache = {
    ...cache,
    read: (key, revision, load) =>
      cache.read(key, revision, () => {
        loads.push(key)
        return load()
      }),
  }
  return { ctx: { ...harness.ctx, readCache } satisfies Ctx, loads }
}

const forgetful: ReadCache = {
  latest: (_key, load) => load(),
  read: (_key, _, load) => load(),
  recent: (_key, _source, load) => load(),
  tagged: (_key, _present, load) => load(),
}

const agents = (ctx: Ctx, input: object = {}) =>
  agentStats(ctx, statsContract.agentStatsInput.parse(input))
const maps = (ctx: Ctx, input: object = {}) =>
  mapStats(ctx, statsContract.mapStatsInput.parse(input))
const board = (ctx: Ctx, input: object = {}) =>
  roleBoard(ctx, statsContract.roleBoardInput.parse(input))

describe('statistics before the first match', () => {
  it('are empty, and have never been updated', async () => {
    expect(await agents(harness.ctx)).toEqual({ items: [], matches: 0, updatedAt: null })
    expect(await maps(harness.ctx)).toEqual({ items: [], matches: 0, updatedAt: null })
    expect(await board(harness.ctx)).toMatchObject({ matches: 0, updatedAt: null })
  })
})

describe('statistics', () => {
  const clock = { now: () => new Date('2026-05-06T07:08:09.010Z') }

  beforeAll(async () => {
    await harness.ingest(texts(DOCUMENTS.slice(0, 4)))
  })

  it('hold a match from its roll-up on, and say when that was', async () => {
    expect((await agents(harness.ctx)).matches).toBe(0)
    await rollupMatches({ ...harness.ctx, clock }, {})
    const answer = await agents(harness.ctx)
    expect(answer).toMatchObject({ matches: 4, updatedAt: '2026-05-06T07:08:09.010Z' })
    expect((await maps(harness.ctx)).updatedAt).toBe(answer.updatedAt)
  })

  it('are computed once for callers who ask the same', async () => {
    const { ctx, loads } = counting()
    const answers = await Promise.all([agents(ctx), agents(ctx), agents(ctx)])
    await agents(ctx)
    expect(loads).toHaveLength(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('are not computed anew to be sorted or cut in another way', async () => {
    const { ctx, loads } = counting()
    for (const sort of statsContract.AGENT_SORTS) await agents(ctx, { sort })
    await agents(ctx, { role: 'duelist', minGames: 2 })
    expect(loads).toHaveLength(1)
  })

  it('never give the answer of another question', async () => {
    const { ctx, loads } = counting()
    const questions = [{}, { queue: 'unrated' }, { tier: 'low' }, { tier: 14 }, { region: 'eu' }]
    for (const question of questions) {
      await agents(ctx, question)
      await maps(ctx, question)
      await board(ctx, question)
    }
    await board(ctx, { top: 5 })
    expect(new Set(loads).size).toBe(loads.length)
    expect(loads).toHaveLength(questions.length * 3 + 1)
  })

  it('are the same with a cache that keeps nothing', async () => {
    const { ctx } = counting()
    await Promise.all([agents(ctx), maps(ctx), board(ctx)])
    const { sharedCache } = harness.ctx
    const without: Ctx = {
      ...harness.ctx,
      readCache: forgetful,
      sharedCache: { ...sharedCache, value: (_key, _revision, load) => load() },
    }
    expect(await agents(ctx)).toEqual(await agents(without))
    expect(await maps(ctx)).toEqual(await maps(without))
    expect(await board(ctx)).toEqual(await board(without))
  })

  it('are not handed to one caller for another to change', async () => {
    const { ctx } = counting()
    const first = await agents(ctx)
    first.items.length = 0
    expect((await agents(ctx)).items.length).toBeGreaterThan(0)
  })

  it('are kept while a roll-up finds nothing to add', async () => {
    const { ctx, loads } = counting()
    await agents(ctx)
    expect(await rollupMatches(ctx, {})).toEqual({ matches: 0, batches: 0 })
    await agents(ctx)
    expect(loads).toHaveLength(1)
  })

  it('hold a new match at the next question after its roll-up', async () => {
    const { ctx, loads } = counting()
    expect((await agents(ctx)).matches).toBe(4)
    await harness.ingest(texts(DOCUMENTS.slice(4, 5)))
    expect((await agents(ctx)).matches).toBe(4)
    await rollupMatches(ctx, {})
    expect((await agents(ctx)).matches).toBe(5)
    expect(loads).toHaveLength(2)
  })

  it('find a filter that named nothing when it was asked for first', async () => {
    const { ctx } = counting()
    expect((await agents(ctx, { region: 'moon' })).items).toEqual([])
    const moon = DOCUMENTS.slice(5).map((document) => withInfo(document, { region: 'MOON' }))
    await harness.ingest(texts(moon))
    await rollupMatches(ctx, {})
    expect((await agents(ctx, { region: 'moon' })).matches).toBe(1)
  })

  it('do not keep an answer that failed', async () => {
    const { ctx } = counting()
    const named = () => Promise.reject(new Error('the database is away'))
    const broken = { ...ctx, dimensions: { ...ctx.dimensions, named } }
    await expect(agents(broken, { tier: 'mid' })).rejects.toThrow('the database is away')
    await expect(agents(ctx, { tier: 'mid' })).resolves.toBeDefined()
  })
})

import type { Ctx } from '@loadout/core'
import {
  agentPage,
  agentStats,
  compStats,
  duoStats,
  mapPage,
  mapStats,
  roleBoard,
  rollupMatches,
  statsContract,
  tierList,
  trends,
  weaponStats,
} from '@loadout/core/stats'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

const DOCUMENTS = simulated('filters', 24, { competitive: 4, unrated: 1 })

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
  await harness.ingest(texts(DOCUMENTS.slice(0, 16)))
  await rollupMatches(harness.ctx, {})
})
afterAll(() => harness.close())

const c = statsContract

/** Every read with its contract, as the API runs it. */
const READS = {
  roleBoard: async (ctx: Ctx, input: unknown) =>
    c.roleBoardOutput.parse(await roleBoard(ctx, c.roleBoardInput.parse(input))),
  agents: async (ctx: Ctx, input: unknown) =>
    c.agentStatsOutput.parse(await agentStats(ctx, c.agentStatsInput.parse(input))),
  agent: async (ctx: Ctx, input: unknown) =>
    c.agentPageOutput.parse(await agentPage(ctx, c.agentPageInput.parse(input))),
  tierList: async (ctx: Ctx, input: unknown) =>
    c.tierListOutput.parse(await tierList(ctx, c.tierListInput.parse(input))),
  maps: async (ctx: Ctx, input: unknown) =>
    c.mapStatsOutput.parse(await mapStats(ctx, c.mapStatsInput.parse(input))),
  map: async (ctx: Ctx, input: unknown) =>
    c.mapPageOutput.parse(await mapPage(ctx, c.mapPageInput.parse(input))),
  weapons: async (ctx: Ctx, input: unknown) =>
    c.weaponStatsOutput.parse(await weaponStats(ctx, c.weaponStatsInput.parse(input))),
  comps: async (ctx: Ctx, input: unknown) =>
    c.compStatsOutput.parse(await compStats(ctx, c.compStatsInput.parse(input))),
  duos: async (ctx: Ctx, input: unknown) =>
    c.duoStatsOutput.parse(await duoStats(ctx, c.duoStatsInput.parse(input))),
  trends: async (ctx: Ctx, input: unknown) =>
    c.trendsOutput.parse(await trends(ctx, c.trendsInput.parse(input))),
} as const
type Read = keyof typeof READS
const NAMES = Object.keys(READS) as readonly Read[]

/** Absent in most questions, so that many of them have an answer. */
const maybe = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary: value, weight: 1 })
const text = (...known: string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 4 },
    { arbitrary: fc.string({ unit: 'grapheme' }), weight: 1 },
  )
const question = fc.record({
  queue: maybe(text('competitive', 'UNRATED', 'nothing')),
  patch: maybe(fc.constantFrom('1.1', '8.7', '11.8', '08.07', '99.99', "8'--")),
  act: maybe(text('e8a3', 'e10a2')),
  region: maybe(text('eu', 'na', 'moon')),
  tier: maybe(fc.constantFrom('all', 'low', 'mid', 'high', 0, 3, 14, 27, 28)),
  map: maybe(text('ascent', 'BIND', 'atlantis')),
  agent: fc.oneof(fc.constant('jett'), text('KAY/O', 'nobody')),
  role: maybe(fc.constantFrom('duelist', 'sentinel', 'tank')),
  side: maybe(fc.constantFrom('attack', 'defence', 'both')),
  minGames: maybe(fc.integer({ min: -1, max: 50 })),
  minSample: maybe(fc.integer({ min: -1, max: 50 })),
  limit: maybe(fc.integer({ min: 0, max: 101 })),
  cursor: maybe(fc.string({ maxLength: 20 })),
  method: maybe(fc.constantFrom('default', 'psScore')),
  interval: maybe(fc.constantFrom('day', 'week')),
  from: maybe(fc.constantFrom('1970-01-01', '2026-01-01', '2999-12-31', '2026-02-30')),
})

/** What is wrong with a question is told to its asker: a schema's complaint or an error with a code. */
const TOLD = ['BAD_INPUT', 'BAD_CURSOR', 'AGENT_NOT_FOUND', 'MAP_NOT_FOUND', 'ZodError']

describe('every read', () => {
  it.each(NAMES)('answers any question or says what is wrong with it: %s', async (name) => {
    const outcomes: string[] = []
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const outcome = await READS[name](harness.ctx, asked).then(
          () => 'answered',
          (error: Error & { code?: string }) => error.code ?? error.name,
        )
        outcomes.push(outcome)
        expect(['answered', ...TOLD]).toContain(outcome)
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(outcomes).toContain('answered')
  })

  it.each(NAMES)('gives the same answer from the cache as without: %s', async (name) => {
    const keepsMap = name !== 'trends' && name !== 'weapons'
    const asked = { agent: 'jett', ...(keepsMap ? { map: 'ascent' } : {}) }
    const forgetful: Ctx = {
      ...harness.ctx,
      readCache: {
        latest: (_key, load) => load(),
        read: (_key, _revision, load) => load(),
        recent: (_key, _source, load) => load(),
        tagged: (_key, _present, load) => load(),
      },
    }
    const kept = await READS[name](harness.ctx, asked)
    expect(await READS[name](harness.ctx, asked)).toEqual(kept)
    expect(await READS[name](forgetful, asked)).toEqual(kept)
  })
})

describe('an answer', () => {
  it('is of one moment while matches are added', async () => {
    const { ctx } = harness
    let done = false
    const add = async () => {
      for (const document of DOCUMENTS.slice(16)) {
        await harness.ingest(texts([document]))
        await rollupMatches(ctx, {})
      }
      done = true
    }
    let answers = 0
    const look = async () => {
      for (let last = false; !last; answers += 1) {
        last = done
        const [agents, page, board] = await Promise.all([
          READS.agents(ctx, {}),
          READS.agent(ctx, { agent: 'jett' }),
          READS.roleBoard(ctx, { top: 29 }),
        ])
        expect(agents.items.reduce((sum, item) => sum + item.games, 0)).toBe(10 * agents.matches)
        const all = page.tiers.find(({ tier }) => tier === 'all')
        expect(all?.games ?? 0).toBe(page.stats.games)
        expect(page.maps.reduce((sum, part) => sum + part.games, 0)).toBe(page.stats.games)
        expect(page.stats.presence.n).toBe(page.matches)
        const cells = Object.values(board.maps[0]?.roles ?? {}).flat()
        expect(cells.reduce((sum, cell) => sum + cell.games, 0)).toBe(10 * board.matches)
      }
    }
    await Promise.all([add(), look()])
    expect(answers).toBeGreaterThan(1)
  })
})

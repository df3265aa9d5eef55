import { playerProfile } from '@loadout/core/players'
import {
  agentStats,
  compStats,
  duoStats,
  mapStats,
  rollupMatches,
  statsContract,
  trends,
  weaponStats,
} from '@loadout/core/stats'
import { amplifyText } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { realDocuments } from '../support/real-documents.ts'
import {
  type Asked,
  countMatches,
  type Sums,
  sumsByAgent,
  sumsByComp,
  sumsByDuo,
  sumsByMap,
  sumsByPlayer,
  sumsByWeapon,
  sumsByWeek,
} from './answers.ts'
import { createCorpus } from './corpus.ts'
import { recountDocuments } from './documents.ts'
import {
  createSum,
  expectedAgent,
  expectedMap,
  expectedMeasures,
  expectedTeam,
  expectedWeapon,
  share,
} from './expected.ts'

const JETT = 'add6443a-41bd-e414-f6ad-e58d267f4e95'
const E10A4 = 'ac12e9b3-47e6-9599-8fa1-0bb473e5efc7'
const ASCENT = '7eaecc1b-4337-bbf6-6ab9-04b8f06b3319'

/** Every filter alone, and some together. */
const ASKED: readonly Asked[] = [
  { queue: 'competitive' },
  { queue: 'swiftplay' },
  { queue: 'competitive', tier: 'low' },
  { queue: 'competitive', tier: 'mid' },
  { queue: 'competitive', tier: 'high' },
  { queue: 'competitive', tier: 12 },
  { queue: 'unrated', tier: 0 },
  { queue: 'competitive', patch: '11.0' },
  { queue: 'competitive', region: 'eu' },
  { queue: 'competitive', map: ASCENT },
  { queue: 'competitive', act: E10A4, tier: 'mid' },
]

const MATCHES = 30

/** The same agents in another match. */
const playedAgain = (text: string, seed: number) =>
  [...amplifyText(text, 1, { seed, players: 60 })].map(String)

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
  const documents = [
    ...createCorpus('answers', MATCHES),
    ...realDocuments().map(({ text }) => text),
  ]
  const texts = [...documents, ...documents.slice(0, MATCHES).flatMap(playedAgain)]
  await harness.ingest(texts)
  await rollupMatches(harness.ctx, {})
  await recountDocuments(harness.infra.db, texts)
})
afterAll(() => harness.close())

/** Answers by id beside what the recount says, which must be the same ids. */
function expectSame<Item>(
  items: readonly Item[],
  recounted: readonly Sums[],
  by: { readonly id: (item: Item) => string; readonly expected: (sums: Sums) => object },
): void {
  expect(recounted.length).toBeGreaterThan(0)
  const answered = new Map(items.map((item) => [by.id(item), item]))
  expect([...answered.keys()].sort()).toEqual(recounted.map(({ id }) => id).sort())
  for (const sums of recounted) {
    expect(answered.get(sums.id), sums.id).toMatchObject(by.expected(sums))
  }
}

const inOrder = (ids: readonly (string | undefined)[]) =>
  ids
    .map((id) => id ?? '-')
    .sort()
    .join(' ')

describe('what pages say is what the documents say', () => {
  it.each(ASKED)('agents of %j', async (asked) => {
    const { db } = harness.infra
    const input = statsContract.agentStatsInput.parse(asked)
    const { items, matches } = await agentStats(harness.ctx, input)
    expect(matches).toBe(await countMatches(db, asked))
    expectSame(items, await sumsByAgent(db, asked), {
      id: ({ agent }) => agent.id,
      expected: (sums) => expectedAgent(sums, matches),
    })
  })

  it.each(ASKED.filter(({ map }) => map === undefined))('maps of %j', async (asked) => {
    const { db } = harness.infra
    const { items, matches } = await mapStats(harness.ctx, statsContract.mapStatsInput.parse(asked))
    expectSame(items, await sumsByMap(db, asked), {
      id: ({ map }) => map.id,
      expected: (sums) => expectedMap(sums, matches),
    })
  })

  const byWeapon = [
    ...ASKED.filter(({ region, map }) => region === undefined && map === undefined),
    { queue: 'competitive', agent: JETT },
    { queue: 'competitive', agent: JETT, tier: 'low' as const },
  ]
  it.each(byWeapon)('weapons of %j', async (asked) => {
    const { db } = harness.infra
    const input = statsContract.weaponStatsInput.parse(asked)
    const { items, kills } = await weaponStats(harness.ctx, input)
    const recounted = await sumsByWeapon(db, asked)
    expect(kills).toBe(recounted.reduce((sum, sums) => sum + createSum(sums)('kills'), 0))
    expectSame(items, recounted, {
      id: ({ weapon }) => weapon.id,
      expected: (sums) => expectedWeapon(sums, kills),
    })
  })

  it.each([
    { queue: 'competitive' },
    { queue: 'competitive', patch: '11.0' },
    { queue: 'competitive', map: ASCENT },
  ])('compositions of %j', async (asked) => {
    const { db } = harness.infra
    const items: Awaited<ReturnType<typeof compStats>>['items'] = []
    let cursor: string | undefined
    do {
      const input = { ...asked, minGames: 2, limit: 20, cursor }
      const page = await compStats(harness.ctx, statsContract.compStatsInput.parse(input))
      items.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const matches = await countMatches(db, asked)
    expectSame(items, await sumsByComp(db, asked, 2), {
      id: ({ agents }) => inOrder(agents.map((agent) => agent?.id)),
      expected: (sums) => {
        const of = createSum(sums)
        return {
          ...expectedTeam(sums),
          pickRate: share(of('games'), 2 * matches),
          attackRoundWinRate: share(of('attack_wins'), of('attack_rounds')),
        }
      },
    })
  })

  it.each([{ queue: 'competitive' }, { queue: 'competitive', tier: 'mid' as const }])(
    'pairs of %j',
    async (asked) => {
      const input = statsContract.duoStatsInput.parse({ ...asked, minGames: 0, limit: 500 })
      const { items } = await duoStats(harness.ctx, input)
      expectSame(items, await sumsByDuo(harness.infra.db, asked), {
        id: ({ agents }) => inOrder(agents.map(({ id }) => id)),
        expected: expectedTeam,
      })
    },
  )

  it('weeks of an agent', async () => {
    const asked = { queue: 'competitive', agent: JETT }
    const weeks = await sumsByWeek(harness.infra.db, asked)
    const [first, last] = [weeks[0]?.id, weeks.at(-1)?.id]
    const input = { ...asked, metric: 'acs', interval: 'week', from: first, to: last }
    const { series } = await trends(harness.ctx, statsContract.trendsInput.parse(input))
    const points = series.flatMap((line) => line.points)
    expectSame(points, weeks, {
      id: ({ start }) => start,
      expected: (sums) => share(createSum(sums)('score'), createSum(sums)('rounds')),
    })
  })

  it('profiles of players', async () => {
    for (const sums of await sumsByPlayer(harness.infra.db, 20)) {
      const { totals } = await playerProfile(harness.ctx, { player: sums.id })
      expect(totals, sums.id).toMatchObject(expectedMeasures(sums))
    }
  })
})

import { listMatches, matchesContract } from '@loadout/core/matches'
import { agentStats, mapStats, roleBoard, rollupMatches, statsContract } from '@loadout/core/stats'
import { simulateMatches } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const COUNT = 60
let harness: Harness

const agents = (input: object) =>
  agentStats(harness.ctx, statsContract.agentStatsInput.parse(input))
const board = (input: object) => roleBoard(harness.ctx, statsContract.roleBoardInput.parse(input))
const list = (input: object) =>
  listMatches(harness.ctx, matchesContract.listMatchesInput.parse(input))

beforeAll(async () => {
  harness = await createHarness()
  const documents = simulateMatches({
    seed: 21,
    count: COUNT,
    compact: true,
    mix: { competitive: 3, unrated: 1 },
    intervalMs: 2 * 86_400_000,
  })
  await harness.ingest([...documents].map((document) => JSON.stringify(document)))
  await rollupMatches(harness.ctx, {})
})
afterAll(() => harness.close())

describe('stats.roleBoard', () => {
  it('has all maps together first, then each map, and only agents of the role', async () => {
    const { maps, matches, updatedAt } = await board({ top: 29 })
    expect(maps[0]?.map).toBeNull()
    expect(maps.slice(1).every(({ map }) => map !== null)).toBe(true)
    expect(updatedAt).not.toBeNull()
    for (const { roles } of maps) {
      for (const role of ['duelist', 'initiator', 'controller', 'sentinel'] as const) {
        expect(roles[role].every((cell) => cell.agent.role === role)).toBe(true)
        const bounds = roles[role].map((cell) => cell.winRate.lo)
        expect(bounds).toEqual(bounds.toSorted((a, b) => b - a))
      }
    }
    const picks = Object.values(maps[0]?.roles ?? {}).flat()
    expect(picks.reduce((sum, cell) => sum + cell.games, 0)).toBe(10 * matches)
  })

  it('holds at most `top` agents per role', async () => {
    const { maps } = await board({ top: 2 })
    for (const { roles } of maps)
      for (const cells of Object.values(roles)) expect(cells.length).toBeLessThanOrEqual(2)
  })

  it('is empty for filters no match has', async () => {
    for (const filter of [
      { patch: '1.1' },
      { region: 'moon' },
      { act: 'e99a9' },
      { queue: 'nothing' },
    ]) {
      expect(await board(filter)).toMatchObject({ maps: [], matches: 0 })
    }
  })
})

describe('filters', () => {
  it('split the matches without rest: patches, regions and tiers add up to all', async () => {
    const all = await agents({})
    const { rows } = await harness.infra.db
      .selectFrom('dimension')
      .select(['kind', 'id'])
      .where('kind', 'in', ['patch', 'region'])
      .execute()
      .then((found) => ({ rows: found }))
    for (const kind of ['patch', 'region'] as const) {
      const parts = await Promise.all(
        rows.filter((row) => row.kind === kind).map(({ id }) => agents({ [kind]: id })),
      )
      expect(parts.reduce((sum, part) => sum + part.matches, 0)).toBe(all.matches)
    }
    const tiers = await Promise.all(Array.from({ length: 28 }, (_, tier) => agents({ tier })))
    expect(tiers.reduce((sum, part) => sum + part.matches, 0)).toBe(all.matches)
  })

  it('take buckets by the mean tier of a match', async () => {
    const count = async (tier: string | number) => (await agents({ tier })).matches
    const single = await Promise.all(Array.from({ length: 28 }, (_, tier) => count(tier)))
    const sum = (from: number, to: number) =>
      single.slice(from, to + 1).reduce((total, n) => total + n, 0)
    expect(await count('low')).toBe(sum(1, 14))
    expect(await count('mid')).toBe(sum(15, 27))
    expect(await count('high')).toBe(sum(24, 27))
  })

  it('take a map by id or by name, in any case', async () => {
    const { items } = await mapStats(harness.ctx, statsContract.mapStatsInput.parse({}))
    const first = items[0]
    const byName = await agents({ map: first?.map.name.toUpperCase() })
    expect(byName.matches).toBe(first?.matches)
    expect(await agents({ map: first?.map.id })).toEqual(byName)
  })

  it('take a patch with or without the leading zero', async () => {
    const patch = (await list({ limit: 1 })).items[0]?.patch ?? ''
    const [major, minor] = patch.split('.')
    expect((await agents({ patch: `${major}.${minor?.padStart(2, '0')}` })).matches).toBe(
      (await agents({ patch })).matches,
    )
  })
})

describe('stats.agents', () => {
  it('leaves out agents by role and number of games, and sorts as asked', async () => {
    const all = await agents({ sort: 'games' })
    expect(all.items.map(({ games }) => games)).toEqual(
      all.items.map(({ games }) => games).toSorted((a, b) => b - a),
    )
    const many = await agents({ minGames: 10, role: 'duelist' })
    expect(many.items.every((item) => item.games >= 10 && item.agent.role === 'duelist')).toBe(true)
    expect(many.items.length).toBeLessThan(all.items.length)
  })

  it('marks small samples instead of hiding them', async () => {
    const { items } = await agents({})
    expect(items.every((item) => item.lowSample === item.games < 30)).toBe(true)
  })
})

describe('stats.maps', () => {
  it('shares out every match once', async () => {
    const { items, matches } = await mapStats(harness.ctx, statsContract.mapStatsInput.parse({}))
    expect(items.reduce((sum, item) => sum + item.matches, 0)).toBe(matches)
    expect(items.reduce((sum, item) => sum + item.playRate.value, 0)).toBeCloseTo(1, 10)
  })
})

describe('matches.list', () => {
  it('walks all matches once, newest first, whatever the page size', async () => {
    for (const limit of [1, 7, 100]) {
      const seen: { id: string; startedAt: string }[] = []
      let cursor: string | undefined
      do {
        const page = await list({ limit, cursor })
        seen.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toHaveLength(COUNT)
      expect(new Set(seen.map(({ id }) => id)).size).toBe(COUNT)
      const starts = seen.map(({ startedAt }) => startedAt)
      expect(starts).toEqual(starts.toSorted().reverse())
    }
  })

  it('refuses a cursor of other filters', async () => {
    const { nextCursor } = await list({ limit: 1 })
    await expect(
      list({ limit: 1, queue: 'competitive', cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
  })
})

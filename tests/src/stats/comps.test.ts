import { compStats, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CountedMatches,
  countedMatches,
  repeated,
  sum,
  type TeamGame,
  teamGamesOf,
} from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('comps', repeated('comps'))
})
afterAll(() => matches.close())

type Comp = statsContract.CompStats

const list = (input: object = {}) =>
  compStats(matches.ctx, statsContract.compStatsInput.parse({ minGames: 2, ...input }))

async function walk(input: object = {}): Promise<readonly Comp[]> {
  const items: Comp[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...input, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

const compOf = (agents: readonly ({ readonly id: string } | null)[]) =>
  agents
    .map((agent) => agent?.id ?? '')
    .sort()
    .join()

/** Games of every composition that was seen more than once. */
function counted(of: (game: TeamGame) => boolean = () => true) {
  const games = teamGamesOf(matches.details).filter(of)
  const byComp = Map.groupBy(games, ({ players }) => compOf(players.map(({ agent }) => agent)))
  return new Map([...byComp].filter(([, own]) => own.length > 1))
}

describe('stats.comps', () => {
  it('has every composition that was seen more than once, with its games', async () => {
    const items = await walk({ limit: 100 })
    const expected = counted()
    expect(items).toHaveLength(expected.size)
    for (const item of items) {
      const mine = expected.get(compOf(item.agents)) ?? []
      const wins = mine.filter(({ won }) => won).length
      expect(item).toMatchObject({
        games: mine.length,
        wins,
        winRate: { n: mine.length, value: wins / mine.length },
        pickRate: { n: 2 * matches.details.length },
      })
      expect(item.roundWinRate.value * item.roundWinRate.n).toBeCloseTo(
        sum(mine, ({ roundsWon }) => roundsWon),
        6,
      )
    }
  })

  it('counts the roles of five agents', async () => {
    for (const { agents, roles } of await walk({ limit: 100 })) {
      expect(agents).toHaveLength(5)
      const known = agents.filter((agent) => agent?.role)
      expect(sum(Object.values(roles), (count) => count)).toBe(known.length)
    }
  })

  it.each(statsContract.COMP_SORTS)(
    'is listed by %s, best first, whatever the page size',
    async (sort) => {
      const all = await walk({ sort, limit: 100 })
      const ranks = all.map((item) => (sort === 'games' ? item.games : item.winRate.lo))
      ranks.forEach((rank, index) => {
        expect(rank).toBeLessThanOrEqual((ranks[index - 1] ?? Infinity) + 1e-12)
      })
      expect(await walk({ sort, limit: 7 })).toEqual(all)
      expect(new Set(all.map(({ agents }) => compOf(agents))).size).toBe(all.length)
    },
  )

  it('ranks by the same lower bound as it shows', async () => {
    const { items, nextCursor } = await list({ limit: 1 })
    const [fingerprint, rank] = JSON.parse(atob(nextCursor ?? '')) as [string, number]
    expect(fingerprint).not.toBe('')
    expect(rank).toBeCloseTo(items[0]?.winRate.lo ?? 0, 12)
  })

  it('leaves out compositions with fewer games', async () => {
    const all = await walk({ limit: 100 })
    const most = Math.max(...all.map(({ games }) => games))
    expect(most).toBeGreaterThan(1)
    expect(await walk({ minGames: most })).toHaveLength(
      all.filter(({ games }) => games === most).length,
    )
    expect((await list({ minGames: most + 1 })).items).toEqual([])
    const input = statsContract.compStatsInput.parse({})
    const { items } = await compStats(matches.ctx, input)
    expect(items.every(({ games }) => games >= 10)).toBe(true)
  })

  it('keeps a map and a patch', async () => {
    const played = matches.details.find(({ match }) => match.id.startsWith('00000001'))
    const { map, patch } = played?.match ?? {}
    const items = await walk({ map: map?.name, patch, limit: 100 })
    const expected = counted(
      ({ detail }) => detail.match.map.id === map?.id && detail.match.patch === patch,
    )
    expect(items.length).toBeGreaterThan(0)
    expect(new Map(items.map((item) => [compOf(item.agents), item.games]))).toEqual(
      new Map([...expected].map(([comp, games]) => [comp, games.length])),
    )
  })

  it('refuses cursors that are not its own', async () => {
    const { nextCursor } = await list({ limit: 1 })
    const cursor = nextCursor ?? ''
    const forged = btoa(JSON.stringify(['x', 1, "1' or 1=1"]))
    for (const wrong of [{ cursor: forged }, { cursor: 'x' }, { cursor, sort: 'games' }]) {
      await expect(list({ limit: 1, ...wrong })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    }
    await expect(list({ limit: 3, minSample: 5, cursor })).resolves.toBeDefined()
  })

  it('is empty for what no match has', async () => {
    for (const filter of [{ map: 'atlantis' }, { patch: '1.1' }, { queue: 'nothing' }]) {
      expect(await list(filter)).toMatchObject({ items: [], nextCursor: null, matches: 0 })
    }
  })

  it('keeps the promise of the contract', async () => {
    const answer = await list()
    expect(statsContract.compStatsOutput.parse(answer)).toEqual(answer)
  })
})

import { agentStats, duoStats, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CountedMatches,
  countedMatches,
  sum,
  type TeamGame,
  teamGamesOf,
  tierOf,
} from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('duos')
})
afterAll(() => matches.close())

type Duo = statsContract.DuoStats

const list = (input: object = {}) =>
  duoStats(matches.ctx, statsContract.duoStatsInput.parse({ minGames: 1, limit: 500, ...input }))

const nameOf = (a: string, b: string) => [a, b].sort().join()
const pairOf = ({ agents: [a, b] }: Duo) => nameOf(a.id, b.id)

function counted(of: (game: TeamGame) => boolean = () => true) {
  const pairs = teamGamesOf(matches.details)
    .filter(of)
    .flatMap((game) => {
      const ids = game.players.map(({ agent }) => agent?.id ?? '')
      return ids.flatMap((a, index) =>
        ids.slice(index + 1).map((b) => ({ pair: nameOf(a, b), won: game.won })),
      )
    })
  return Map.groupBy(pairs, ({ pair }) => pair)
}

const gamesByPair = (items: readonly Duo[]) =>
  new Map(items.map((item) => [pairOf(item), item.games]).sort() as [string, number][])
const countsOf = (pairs: ReturnType<typeof counted>) =>
  new Map([...pairs].map(([pair, own]) => [pair, own.length] as const).sort())

describe('stats.duos', () => {
  it('has every pair with its games and wins', async () => {
    const { items } = await list()
    const expected = counted()
    expect(items).toHaveLength(expected.size)
    for (const item of items) {
      const mine = expected.get(pairOf(item)) ?? []
      expect(item).toMatchObject({ games: mine.length, wins: mine.filter(({ won }) => won).length })
    }
  })

  it('lifts by what the pair wins above what its agents predict', async () => {
    const input = statsContract.agentStatsInput.parse({})
    const { items: agents } = await agentStats(matches.ctx, input)
    const odds = (wins: number, games: number) => (wins + 0.5) / (games - wins + 0.5)
    const own = new Map(agents.map(({ agent, wins, games }) => [agent.id, odds(wins, games)]))
    const base = odds(
      sum(agents, ({ wins }) => wins),
      sum(agents, ({ games }) => games),
    )
    for (const item of (await list()).items) {
      const [a, b] = item.agents.map(({ id }) => own.get(id) ?? 0)
      const expected = ((a ?? 0) * (b ?? 0)) / base
      expect(item.expectedWinRate).toBeCloseTo(expected / (1 + expected), 9)
      expect(item.lift).toBeCloseTo(item.winRate.value - item.expectedWinRate, 12)
      expect(item.liftLo).toBeCloseTo(item.winRate.lo - item.expectedWinRate, 12)
    }
  })

  it.each(statsContract.DUO_SORTS)('is listed by %s, best first', async (sort) => {
    const values = (await list({ sort })).items.map((item) => {
      const value = item[sort]
      return typeof value === 'number' ? value : value.lo
    })
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect((await list({ sort, limit: 3 })).items).toEqual((await list({ sort })).items.slice(0, 3))
  })

  it('keeps an agent', async () => {
    const { items } = await list()
    const agent = items[0]?.agents[0]
    const its = items.filter(({ agents }) => agents.some(({ id }) => id === agent?.id))
    expect((await list({ agent: agent?.name })).items).toEqual(its)
  })

  it('keeps a map, for all tiers', async () => {
    const { map } = matches.details[0]?.match ?? {}
    const { items } = await list({ map: map?.id })
    const expected = counted(({ detail }) => detail.match.map.id === map?.id)
    expect(gamesByPair(items)).toEqual(countsOf(expected))
  })

  it('keeps a bucket, on all maps', async () => {
    const { items, matches: played } = await list({ tier: 'mid' })
    const isMid = ({ detail }: TeamGame) => tierOf(detail) > 14
    expect(gamesByPair(items)).toEqual(countsOf(counted(isMid)))
    expect(2 * played).toBe(teamGamesOf(matches.details).filter(isMid).length)
  })

  it('leaves out pairs with fewer games', async () => {
    const { items } = await list()
    const { items: some } = await list({ minGames: 5 })
    expect(some).toEqual(items.filter(({ games }) => games >= 5))
  })

  it('is empty for what no match has', async () => {
    for (const filter of [{ agent: 'nobody' }, { map: 'atlantis' }, { queue: 'nothing' }]) {
      expect(await list(filter)).toMatchObject({ items: [], matches: 0 })
    }
  })

  it('keeps the promise of the contract', async () => {
    const answer = await list()
    expect(statsContract.duoStatsOutput.parse(answer)).toEqual(answer)
  })
})

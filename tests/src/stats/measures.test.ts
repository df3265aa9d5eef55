import { getMatch, listMatches, type matchesContract } from '@loadout/core/matches'
import { agentStats, mapStats, roleBoard, rollupMatches, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

type Detail = matchesContract.MatchDetail
type Player = Detail['players'][number]

const MIX = { competitive: 5, surrender: 1, draw: 1 }

let harness: Harness
/** The same matches as their pages show them: what the statistics are counted again from. */
let details: readonly Detail[]

beforeAll(async () => {
  harness = await createHarness()
  await harness.ingest(texts(simulated('measures', 30, MIX)))
  await rollupMatches(harness.ctx, {})
  const { items } = await listMatches(harness.ctx, { queue: 'competitive', limit: 100 })
  details = await Promise.all(items.map(({ id }) => getMatch(harness.ctx, { matchId: id })))
})
afterAll(() => harness.close())

interface Game {
  readonly detail: Detail
  readonly player: Player
}

const games = (): readonly Game[] =>
  details.flatMap((detail) => detail.players.map((player) => ({ detail, player })))

const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0)

const agents = () => agentStats(harness.ctx, statsContract.agentStatsInput.parse({}))

describe('the measures of an agent', () => {
  /** Each agent of the answer with the games that the match pages show of it. */
  async function counted() {
    const { items } = await agents()
    const byAgent = Map.groupBy(games(), ({ player }) => player.agent?.id)
    return items.map((item) => ({ item, mine: byAgent.get(item.agent.id) ?? [] }))
  }

  it('are about all agents that were played, and no others', async () => {
    const played = new Set(games().map(({ player }) => player.agent?.id))
    const { items } = await agents()
    expect(new Set(items.map(({ agent }) => agent.id))).toEqual(played)
  })

  it('count wins, losses and draws from the side of the player', async () => {
    for (const { item, mine } of await counted()) {
      const wins = mine.filter(({ detail, player }) => detail.match.winner === player.team)
      const draws = mine.filter(({ detail }) => detail.match.winner === 'draw')
      expect(item).toMatchObject({
        games: mine.length,
        wins: wins.length,
        draws: draws.length,
        losses: mine.length - wins.length - draws.length,
      })
      expect(item.winRate).toMatchObject({ n: mine.length })
      expect(item.winRate.value).toBeCloseTo(wins.length / mine.length, 12)
    }
  })

  it('add up before they divide: ACS, ADR and KDA are not means of means', async () => {
    for (const { item, mine } of await counted()) {
      const rounds = sum(mine, ({ player }) => player.rounds)
      const of = (field: 'score' | 'damage' | 'kills' | 'deaths' | 'assists') =>
        sum(mine, ({ player }) => player[field])
      expect(item.acs).toBeCloseTo(of('score') / rounds, 9)
      expect(item.adr).toBeCloseTo(of('damage') / rounds, 9)
      expect(item.kda).toBeCloseTo((of('kills') + of('assists')) / Math.max(1, of('deaths')), 9)
      expect(item.totals).toMatchObject({ rounds, kills: of('kills'), damage: of('damage') })
    }
  })

  it('take shares of the right whole', async () => {
    for (const { item, mine } of await counted()) {
      const rounds = sum(mine, ({ player }) => player.rounds)
      const hits = sum(mine, ({ player: { headshots, bodyshots, legshots } }) =>
        [headshots, bodyshots, legshots].reduce((a, b) => a + b),
      )
      const present = new Set(mine.map(({ detail }) => detail.match.id)).size
      expect(item.headshotRate.n).toBe(hits)
      expect(item.kast.n).toBe(rounds)
      expect(item.kast.value * rounds).toBeCloseTo(
        sum(mine, ({ player }) => player.kast.value * player.rounds),
        6,
      )
      expect(item.firstBloodRate.n).toBe(rounds)
      expect(item.presence).toMatchObject({ n: details.length, value: present / details.length })
      expect(item.pickRate.value).toBeCloseTo(mine.length / (2 * details.length), 12)
      expect(item.slotRate.value).toBeCloseTo(mine.length / (10 * details.length), 12)
    }
  })

  it('have one first blood and one first death for each round with a kill', async () => {
    const { items } = await agents()
    const firstBloods = sum(items, ({ totals }) => totals.firstBloods)
    expect(sum(items, ({ totals }) => totals.firstDeaths)).toBe(firstBloods)
    expect(firstBloods).toBe(sum(games(), ({ player }) => player.firstBloods))
  })

  it.each(statsContract.AGENT_SORTS)('are listed by %s, highest first', async (sort) => {
    const input = statsContract.agentStatsInput.parse({ sort })
    const { items } = await agentStats(harness.ctx, input)
    const values = items.map((item) => {
      const value = item[sort]
      return typeof value === 'number' ? value : value.lo
    })
    expect(values).toEqual(values.toSorted((a, b) => b - a))
  })
})

describe('the measures of a map', () => {
  it('are those of its matches', async () => {
    const { items, matches } = await mapStats(harness.ctx, statsContract.mapStatsInput.parse({}))
    const byMap = Map.groupBy(details, ({ match }) => match.map.id)
    expect(matches).toBe(details.length)
    expect(items.map(({ map }) => map.id).sort()).toEqual([...byMap.keys()].sort())
    for (const item of items) {
      const mine = byMap.get(item.map.id) ?? []
      const rounds = sum(mine, ({ match }) => match.rounds)
      const sided = mine.flatMap((detail) => detail.rounds.filter(({ attacker }) => attacker))
      const attackWins = sided.filter(({ attacker, winner }) => attacker === winner).length
      expect(item).toMatchObject({
        matches: mine.length,
        rounds,
        roundsPerMatch: rounds / mine.length,
        draws: mine.filter(({ match }) => match.winner === 'draw').length,
        surrenders: mine.filter(({ match }) => match.surrendered).length,
        attackRoundWinRate: { n: sided.length, value: attackWins / sided.length },
      })
    }
  })

  it('come most played first', async () => {
    const { items } = await mapStats(harness.ctx, statsContract.mapStatsInput.parse({}))
    const played = items.map(({ matches }) => matches)
    expect(played).toEqual(played.toSorted((a, b) => b - a))
  })
})

describe('the role board', () => {
  it('shows for all maps what the list of agents shows', async () => {
    const input = statsContract.roleBoardInput.parse({ top: 29 })
    const { maps } = await roleBoard(harness.ctx, input)
    const cells = new Map(
      Object.values(maps[0]?.roles ?? {})
        .flat()
        .map((cell) => [cell.agent.id, cell]),
    )
    const { items } = await agents()
    expect(cells.size).toBe(items.length)
    for (const item of items) expect(item).toMatchObject(cells.get(item.agent.id) ?? {})
  })

  it('measures a map against the matches on that map', async () => {
    const input = statsContract.roleBoardInput.parse({ top: 29 })
    const { maps } = await roleBoard(harness.ctx, input)
    for (const { map, roles } of maps.slice(1)) {
      const played = details.filter(({ match }) => match.map.id === map?.id).length
      for (const cell of Object.values(roles).flat()) expect(cell.pickRate.n).toBe(2 * played)
      expect(sum(Object.values(roles).flat(), ({ games }) => games)).toBe(10 * played)
    }
  })
})

import { agentPage, agentStats, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CountedMatches,
  countedMatches,
  type Game,
  gamesOf,
  sum,
  tierOf,
} from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('agents page')
})
afterAll(() => matches.close())

const list = async (input: object = {}) =>
  (await agentStats(matches.ctx, statsContract.agentStatsInput.parse(input))).items
const page = (input: object) => agentPage(matches.ctx, statsContract.agentPageInput.parse(input))

const gamesWith = (agentId: string, details = matches.details): readonly Game[] =>
  gamesOf(details).filter(({ player }) => player.agent?.id === agentId)

/** Rounds of the player's team on one side, and those it won. */
function roundsOn(side: 'attack' | 'defence', games: readonly Game[]) {
  const rounds = games.flatMap(({ detail, player }) =>
    detail.rounds.flatMap(({ attacker, winner }) => {
      const isOnSide = attacker !== null && (attacker === player.team) === (side === 'attack')
      return isOnSide ? [winner === player.team] : []
    }),
  )
  return { n: rounds.length, value: rounds.filter(Boolean).length / rounds.length }
}

describe('stats.agents', () => {
  it('has the measures that the match pages add up to', async () => {
    for (const item of await list()) {
      const mine = gamesWith(item.agent.id)
      const rounds = sum(mine, ({ player }) => player.rounds)
      const per100 = (of: (game: Game) => number) => (100 * sum(mine, of)) / rounds
      expect(item.firstDeathRate.n).toBe(rounds)
      expect(item.firstDeathRate.value * rounds).toBeCloseTo(
        sum(mine, ({ player }) => player.firstDeaths),
        6,
      )
      expect(item.multikills.k2).toBeCloseTo(
        per100(({ player }) => player.multikills.k2),
        9,
      )
      expect(item.multikills.k5).toBeCloseTo(
        per100(({ player }) => player.multikills.k5),
        9,
      )
      expect(item.plantsPerGame * mine.length).toBeCloseTo(
        sum(mine, ({ player }) => player.plants),
        6,
      )
      expect(item.defusesPerGame * mine.length).toBeCloseTo(
        sum(mine, ({ player }) => player.defuses),
        6,
      )
    }
  })

  it('has clutches against each number of enemies, duels not in the headline', async () => {
    for (const { agent, clutches } of await list()) {
      const mine = gamesWith(agent.id).map(({ player }) => player.clutches)
      const attempts = [0, 1, 2, 3, 4].map((n) => sum(mine, (own) => own.attempts[n] ?? 0))
      const wins = [0, 1, 2, 3, 4].map((n) => sum(mine, (own) => own.wins[n] ?? 0))
      expect(clutches.against.map(({ n }) => n)).toEqual(attempts)
      clutches.against.forEach(({ n, value }, index) => {
        expect(value * n).toBeCloseTo(wins[index] ?? 0, 9)
      })
      expect(clutches.rate.n).toBe(sum(attempts.slice(1), (n) => n))
      expect(clutches.rate.value * clutches.rate.n).toBeCloseTo(
        sum(wins.slice(1), (n) => n),
        9,
      )
    }
  })

  it('leaves mirrors out of the non-mirror win rate', async () => {
    const enemies = ({ detail, player }: Game) =>
      detail.players.filter((other) => other.team !== player.team)
    for (const { agent, nonMirrorWinRate } of await list()) {
      const mine = gamesWith(agent.id).filter(
        (game) => !enemies(game).some((other) => other.agent?.id === agent.id),
      )
      const wins = mine.filter(({ detail, player }) => detail.match.winner === player.team)
      expect(nonMirrorWinRate.n).toBe(mine.length)
      expect(nonMirrorWinRate.value * mine.length).toBeCloseTo(wins.length, 9)
    }
  })

  it('shares out every slot once', async () => {
    const items = await list()
    expect(sum(items, ({ slotRate }) => slotRate.value)).toBeCloseTo(1, 12)
    expect(sum(items, ({ pickRate }) => pickRate.value)).toBeCloseTo(5, 12)
  })

  it('counts rounds by side, surrendered ones for neither', async () => {
    for (const item of await list()) {
      const mine = gamesWith(item.agent.id)
      expect(item.attackRoundWinRate).toMatchObject(roundsOn('attack', mine))
      expect(item.defenceRoundWinRate).toMatchObject(roundsOn('defence', mine))
    }
  })

  it('restricts to a side what is kept by side, and nothing else', async () => {
    const both = await list({ sort: 'games' })
    const attack = await list({ side: 'attack', sort: 'games' })
    expect(attack).toEqual(both.map((item) => ({ ...item, roundWinRate: item.attackRoundWinRate })))
    const bounds = (await list({ side: 'defence', sort: 'roundWinRate' })).map(
      ({ roundWinRate }) => roundWinRate.lo,
    )
    expect(bounds).toEqual(bounds.toSorted((a, b) => b - a))
  })

  it('marks by the sample that is asked for, and hides nothing', async () => {
    const [few, many] = [await list({ minSample: 5 }), await list({ minSample: 1_000 })]
    expect(few.map(({ games, lowSample }) => games < 5 === lowSample)).not.toContain(false)
    expect(many.every(({ lowSample }) => lowSample)).toBe(true)
    expect(many).toHaveLength(few.length)
  })
})

describe('stats.agent', () => {
  const mostPlayed = async () => (await list({ sort: 'games' }))[0]?.agent.name ?? ''

  it('has the measures of the list, whether asked for by id or by name', async () => {
    for (const item of (await list({ sort: 'games' })).slice(0, 4)) {
      const byName = await page({ agent: item.agent.name.toUpperCase() })
      expect(byName.stats).toEqual(item)
      expect(await page({ agent: item.agent.id })).toEqual(byName)
      expect(byName.matches).toBe(matches.details.length)
    }
  })

  it('keeps the filters: map, side and tier', async () => {
    const agent = await mostPlayed()
    const { maps } = await page({ agent })
    const map = maps[0]?.map.name ?? ''
    const filters = { map, side: 'attack', tier: 'low' }
    const [item] = (await list(filters)).filter((one) => one.agent.name === agent)
    const filtered = await page({ agent, ...filters })
    if (item) expect(filtered.stats).toEqual(item)
    expect(filtered.stats.games).toBe(item?.games ?? 0)
  })

  it('goes by map, against the matches on it, whatever map is asked for', async () => {
    const { agent, maps } = await page({ agent: await mostPlayed() })
    const byMap = Map.groupBy(gamesWith(agent.id), ({ detail }) => detail.match.map.id)
    expect(maps.map(({ map }) => map.id).sort()).toEqual([...byMap.keys()].sort())
    for (const part of maps) {
      const mine = byMap.get(part.map.id) ?? []
      const played = matches.details.filter(({ match }) => match.map.id === part.map.id).length
      expect(part).toMatchObject({
        games: mine.length,
        winRate: { n: mine.length },
        pickRate: { n: 2 * played, value: mine.length / (2 * played) },
      })
    }
    const onOne = await page({ agent: agent.id, map: maps[0]?.map.id })
    expect(onOne.maps).toEqual(maps)
  })

  it('goes by tier and bucket of the match, whatever tier is asked for', async () => {
    const { agent, tiers, stats } = await page({ agent: await mostPlayed() })
    const mine = gamesWith(agent.id)
    const games = (isIn: (tier: number) => boolean) =>
      mine.filter(({ detail }) => isIn(tierOf(detail))).length
    const expected = new Map<string | number, number>([
      ['all', games(() => true)],
      ['low', games((tier) => tier >= 1 && tier <= 14)],
      ['mid', games((tier) => tier > 14)],
      ['high', games((tier) => tier > 23)],
      ...Array.from({ length: 28 }, (_, tier) => [tier, games((own) => own === tier)] as const),
    ])
    const shown = [...expected].filter(([, n]) => n > 0)
    expect(tiers.map(({ tier, games: n }) => [tier, n])).toEqual(shown)
    expect(tiers[0]).toMatchObject({ tier: 'all', winRate: stats.winRate })
    expect((await page({ agent: agent.id, tier: 'high' })).tiers).toEqual(tiers)
  })

  it('stands beside all games of its role', async () => {
    const items = await list()
    const { agent, role, stats } = await page({ agent: await mostPlayed() })
    const peers = items.filter((item) => item.agent.role === agent.role)
    expect(role?.agents).toBe(peers.length)
    expect(role?.mean.games).toBe(sum(peers, ({ games }) => games))
    expect(role?.mean.totals.kills).toBe(sum(peers, ({ totals }) => totals.kills))
    expect(role?.difference.acs).toBeCloseTo(stats.acs - (role?.mean.acs ?? 0), 9)
  })

  it.each(['nobody', '00000000-0000-0000-0000-000000000000', "'; drop table match; --", '🙂'])(
    'does not know %s',
    async (agent) => {
      for (const filter of [{}, { region: 'moon' }]) {
        await expect(page({ agent, ...filter })).rejects.toMatchObject({
          code: 'AGENT_NOT_FOUND',
          fields: [{ pointer: '/agent' }],
        })
      }
    },
  )

  it('is empty for an agent without games, and for filters no match has', async () => {
    const played = new Set((await list()).map(({ agent }) => agent.id))
    const { agents } = matches.ctx.game.content
    const idle = agents.find(({ id }) => !played.has(id))
    const questions = [
      { agent: await mostPlayed(), region: 'moon' },
      { agent: await mostPlayed(), queue: 'nothing' },
      ...(idle === undefined ? [] : [{ agent: idle.id }]),
    ]
    for (const question of questions) {
      const empty = await page(question)
      expect(empty).toMatchObject({ stats: { games: 0, lowSample: true }, maps: [], tiers: [] })
      expect(statsContract.agentPageOutput.parse(empty)).toEqual(empty)
    }
  })

  it('keeps the promise of the contract', async () => {
    const full = await page({ agent: await mostPlayed() })
    expect(statsContract.agentPageOutput.parse(full)).toEqual(full)
  })
})

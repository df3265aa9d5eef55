import { statsContract, trends } from '@loadout/core/stats'
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
/** The days that have matches. */
let days: readonly string[]
beforeAll(async () => {
  matches = await countedMatches('trends')
  days = [...new Set(matches.details.map(({ match }) => dayOf(match.startedAt)))].sort()
})
afterAll(() => matches.close())

const dayOf = (startedAt: string) => startedAt.slice(0, 10)
const mondayOf = (day: string) => {
  const date = new Date(day)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return dayOf(date.toISOString())
}

const read = (input: object = {}) => trends(matches.ctx, statsContract.trendsInput.parse(input))
/** The last sixty days that have matches; real ones may be older. */
const recent = () => {
  const to = days.at(-1) ?? ''
  return { from: dayOf(new Date(Date.parse(to) - 59 * 86_400_000).toISOString()), to }
}

const gamesOn = (agentId: string, start: (day: string) => string): Map<string, Game[]> =>
  Map.groupBy(
    gamesOf(matches.details).filter(
      ({ player, detail }) =>
        player.agent?.id === agentId && dayOf(detail.match.startedAt) >= recent().from,
    ),
    ({ detail }) => start(dayOf(detail.match.startedAt)),
  )

describe('stats.trends', () => {
  it('has a point for every day with games, and none for others', async () => {
    const { series } = await read(recent())
    expect(series.length).toBeGreaterThan(5)
    for (const { agent, points } of series) {
      const expected = gamesOn(agent.id, (day) => day)
      expect(points.map(({ start }) => start)).toEqual([...expected.keys()].sort())
      for (const { start, n, value } of points) {
        const mine = expected.get(start) ?? []
        const wins = mine.filter(({ detail, player }) => detail.match.winner === player.team)
        expect([n, value]).toEqual([mine.length, wins.length / mine.length])
      }
    }
  })

  it('counts the matches of every day', async () => {
    const { matches: played } = await read(recent())
    const expected = Map.groupBy(
      matches.details.filter(({ match }) => dayOf(match.startedAt) >= recent().from),
      ({ match }) => dayOf(match.startedAt),
    )
    expect(played).toEqual(
      [...expected]
        .map(([start, own]) => ({ start, matches: own.length }))
        .sort((a, b) => a.start.localeCompare(b.start)),
    )
  })

  it.each([
    ['acs', (game: Game) => game.player.score],
    ['adr', (game: Game) => game.player.damage],
  ] as const)('adds up before it divides: %s by week', async (metric, of) => {
    const { series, from, to } = await read({ ...recent(), metric, interval: 'week' })
    expect([from, mondayOf(to)].map((day) => mondayOf(day))).toEqual([from, mondayOf(to)])
    for (const { agent, points } of series) {
      for (const { start, n, value, lo } of points) {
        const mine = gamesOf(matches.details).filter(
          ({ player, detail }) =>
            player.agent?.id === agent.id && mondayOf(dayOf(detail.match.startedAt)) === start,
        )
        const rounds = sum(mine, ({ player }) => player.rounds)
        expect([n, lo]).toEqual([rounds, null])
        expect(value).toBeCloseTo(sum(mine, of) / rounds, 9)
      }
    }
  })

  it('measures picks against all matches of the interval', async () => {
    const { series, matches: played } = await read({ ...recent(), metric: 'pickRate' })
    for (const { start, matches: own } of played) {
      const points = series.flatMap(({ points: all }) =>
        all.filter((point) => point.start === start),
      )
      expect(points.every(({ n }) => n === 2 * own)).toBe(true)
      expect(sum(points, ({ value }) => value)).toBeCloseTo(5, 9)
    }
    const presence = await read({ ...recent(), metric: 'presence' })
    const values = presence.series.flatMap(({ points }) => points.map(({ value }) => value))
    expect(Math.max(...values)).toBeLessThanOrEqual(1)
  })

  it('keeps one agent, with the same points', async () => {
    const { series } = await read(recent())
    const { agent, points } = series[0] ?? {}
    const own = await read({ ...recent(), agent: agent?.name })
    expect(own.series).toEqual([{ agent, points }])
  })

  it('keeps a bucket', async () => {
    const { matches: played } = await read({ ...recent(), tier: 'low' })
    const low = matches.details.filter(
      (detail) =>
        dayOf(detail.match.startedAt) >= recent().from &&
        tierOf(detail) >= 1 &&
        tierOf(detail) <= 14,
    )
    expect(sum(played, (day) => day.matches)).toBe(low.length)
  })

  it('ends today and goes back thirty days unless told', async () => {
    const clock = { now: () => new Date(`${days.at(-1)}T12:00:00Z`) }
    const input = statsContract.trendsInput.parse({})
    const answer = await trends({ ...matches.ctx, clock }, input)
    expect(answer.to).toBe(days.at(-1))
    expect((Date.parse(answer.to) - Date.parse(answer.from)) / 86_400_000).toBe(29)
    expect(answer.series.length).toBeGreaterThan(0)
  })

  it.each([
    { from: '2016-01-01', to: '2026-01-01', agent: 'jett' },
    { from: '2025-01-01', to: '2025-12-31' },
    { from: '2026-01-02', to: '2026-01-01' },
  ])('refuses %j', async (range) => {
    await expect(read(range)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/from' }],
    })
  })

  it.each([
    { from: '1970-01-01', to: '1970-01-02' },
    { to: '1970-01-01', interval: 'week' },
    { from: '2999-12-31', to: '2999-12-31', interval: 'week' },
  ])('has nothing in %j', async (range) => {
    expect((await read(range)).series).toEqual([])
  })

  it('has nothing for what no match has', async () => {
    for (const filter of [{ agent: 'nobody' }, { queue: 'nothing' }]) {
      expect(await read({ ...recent(), ...filter })).toMatchObject({ series: [], matches: [] })
    }
  })

  it('keeps the promise of the contract', async () => {
    for (const metric of statsContract.TREND_METRICS) {
      const answer = await read({ ...recent(), metric })
      expect(statsContract.trendsOutput.parse(answer)).toEqual(answer)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { NEW_PLAYER } from './rate-match.ts'
import { type RatedMatch, rateMatches } from './rate-matches.ts'

const RED = [1, 2, 3, 4, 5]
const BLUE = [6, 7, 8, 9, 10]

function match(startedAt: string, facts: Partial<RatedMatch> = {}): RatedMatch {
  return {
    match_key: 1,
    id: '00000000-0000-4000-8000-000000000001',
    started_at: new Date(startedAt),
    winner: 1,
    red: RED,
    blue: BLUE,
    ...facts,
  }
}

const DAY_ONE = match('2026-03-01T23:59:59.999Z')
const DAY_TWO = match('2026-03-02T00:00:00.000Z')

describe('rateMatches', () => {
  it('has nothing to say about no matches', () => {
    expect(rateMatches([], new Map([[1, { mu: 30, sigma: 2, games: 7 }]]))).toEqual([])
  })

  it('gives one row per player and UTC day, the last of the day', () => {
    const rows = rateMatches([DAY_ONE, DAY_ONE, DAY_TWO], new Map())
    expect(rows).toHaveLength(20)
    const first = rows.filter(({ player_key }) => player_key === 1)
    expect(first.map(({ day, games }) => [day, games])).toEqual([
      ['2026-03-01', 2],
      ['2026-03-02', 3],
    ])
  })

  it('states the minute the match began in', () => {
    const [row] = rateMatches([DAY_ONE], new Map())
    expect(row?.updated_minute).toBe(Math.floor(Date.parse('2026-03-01T23:59:00Z') / 60_000))
  })

  it('goes on from what is known', () => {
    const known = new Map([[1, { mu: 40, sigma: 1, games: 99 }]])
    const row = rateMatches([DAY_ONE], known).find(({ player_key }) => player_key === 1)
    expect(row?.games).toBe(100)
    expect(row?.mu).toBeGreaterThan(40)
    expect(known.get(1)).toEqual({ mu: 40, sigma: 1, games: 99 })
  })

  it('comes to the same in one go and in any pieces, to the last bit', () => {
    const winners = [1, 2, 0, 2, 2, 1, 0, 1]
    const matches = winners.map((winner, n) =>
      match(new Date(Date.UTC(2026, 2, 1, n * 7)).toISOString(), {
        winner,
        red: n % 2 === 0 ? RED : BLUE,
        blue: n % 2 === 0 ? BLUE : RED,
      }),
    )
    const whole = rateMatches(matches, new Map())
    for (let cut = 1; cut < matches.length; cut += 1) {
      const head = rateMatches(matches.slice(0, cut), new Map())
      const tail = rateMatches(
        matches.slice(cut),
        new Map(head.map((row) => [row.player_key, row])),
      )
      const rows = new Map([...head, ...tail].map((row) => [`${row.player_key} ${row.day}`, row]))
      expect(new Set(rows.values())).toEqual(new Set(whole))
    }
  })

  it('depends on the order of matches', () => {
    const won = match('2026-03-01T10:00:00Z')
    const lost = match('2026-03-01T11:00:00Z', { winner: 2 })
    const muOf = (matches: readonly RatedMatch[]) => rateMatches(matches, new Map())[0]?.mu
    expect(muOf([won, lost])).not.toBe(muOf([lost, won]))
  })

  it('takes erased players as new ones every time, and gives them no rating', () => {
    const erased = match('2026-03-01T10:00:00Z', { red: [0, 0, 3, 4, 5] })
    const rows = rateMatches([erased, erased], new Map())
    expect(rows.map(({ player_key }) => player_key)).not.toContain(0)
    expect(rows).toHaveLength(8)
    const asNew = rateMatches(
      [erased, erased],
      new Map([[0, { mu: NEW_PLAYER.mu, sigma: NEW_PLAYER.sigma, games: 12 }]]),
    )
    expect(asNew).toEqual(rows)
  })
})

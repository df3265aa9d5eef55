import { describe, expect, it } from 'vitest'
import { TREND_METRICS, trendPointSchema } from './contract.ts'
import { trendPoint } from './trend-point.ts'

const DAY = {
  ...{ agent_key: 1, start: '2026-05-06', matches: 40, games: 50, wins: 30, draws: 2 },
  ...{ rounds: 1_000, rounds_won: 520, score: 220_000, damage: 140_000 },
  ...{ kills: 800, deaths: 700, assists: 250 },
}

describe('trendPoint', () => {
  it.each([
    ['winRate', 50, 0.6],
    ['roundWinRate', 1_000, 0.52],
    ['pickRate', 200, 0.25],
    ['presence', 100, 0.4],
    ['kda', 700, 1.5],
    ['acs', 1_000, 220],
    ['adr', 1_000, 140],
  ] as const)('has %s over %d', (metric, n, value) => {
    expect(trendPoint(metric, DAY, 100)).toMatchObject({ start: '2026-05-06', n, value })
  })

  it('has an interval for shares only', () => {
    for (const metric of TREND_METRICS) {
      const { lo, hi } = trendPoint(metric, DAY, 100)
      const isMean = ['kda', 'acs', 'adr'].includes(metric)
      expect([lo === null, hi === null]).toEqual([isMean, isMean])
    }
  })

  it('keeps the promise of the contract without a single game', () => {
    const empty = Object.fromEntries(Object.keys(DAY).map((name) => [name, 0]))
    const nothing = { ...DAY, ...empty, start: DAY.start }
    for (const metric of TREND_METRICS) {
      const point = trendPoint(metric, nothing, 0)
      expect(trendPointSchema.parse(point)).toEqual(point)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { createContentLookup } from '../../stats/content/index.ts'
import type { HistoryRow } from '../game-queries.ts'
import { resultOf, tierRef, toCoreSums } from './game-line.ts'

const ROW: HistoryRow = {
  ...{ match_key: 1, id: 'm', source: 'riot', queue_key: 1, map_key: 2, patch_key: 3, act_key: 4 },
  ...{ region_key: 5, started_at: new Date(0), started_minute: 0, rounds: 21, surrendered: false },
  ...{ red_score: 13, blue_score: 8, winner: 1, agent_key: 6, team: 1, tier: 24, own_rounds: 20 },
  ...{ score: 4_000, kills: 15, deaths: 14, assists: 4, damage: 2_800, kast_rounds: 14 },
  ...{ headshots: 10, bodyshots: 25, legshots: 5 },
}

describe('resultOf', () => {
  it.each([
    [{ winner: 1, team: 1 }, 'win'],
    [{ winner: 2, team: 1 }, 'loss'],
    [{ winner: 1, team: 2 }, 'loss'],
    [{ winner: 2, team: 2 }, 'win'],
    [{ winner: 0, team: 1 }, 'draw'],
    [{ winner: 0, team: 2 }, 'draw'],
  ])('of %j is a %s', (row, result) => {
    expect(resultOf(row)).toBe(result)
  })
})

describe('toCoreSums', () => {
  it('counts the game once, under its result', () => {
    expect(toCoreSums(ROW)).toMatchObject({ wins: 1, losses: 0, draws: 0 })
    expect(toCoreSums({ ...ROW, team: 2 })).toMatchObject({ wins: 0, losses: 1, draws: 0 })
    expect(toCoreSums({ ...ROW, winner: 0 })).toMatchObject({ wins: 0, losses: 0, draws: 1 })
  })

  it("divides by the player's own rounds, which a surrendered one is not", () => {
    expect(toCoreSums(ROW).rounds).toBe(20)
  })
})

describe('tierRef', () => {
  const game = { lookup: createContentLookup() } as Parameters<typeof tierRef>[0]['game']

  it('names a rank, and keeps the number of one it does not know', () => {
    expect(tierRef({ game }, 27)).toEqual({ tier: 27, name: 'Radiant' })
    expect(tierRef({ game }, 99)).toEqual({ tier: 99, name: 'Tier 99' })
  })
})

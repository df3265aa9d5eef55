import { describe, expect, it } from 'vitest'
import type { Role } from '../content/agents.ts'
import { agentEntry } from '../testing/sums.ts'
import { standings } from './standings.ts'

function entry(id: string, role: Role, { wins, games }: { wins: number; games: number }) {
  return agentEntry(id, role, { wins, losses: games - wins })
}

describe('standings', () => {
  it('scores agents against their own role: mean 0, deviation 1', () => {
    const scores = [
      ...standings([
        entry('a', 'duelist', { wins: 60, games: 100 }),
        entry('b', 'duelist', { wins: 50, games: 100 }),
        entry('c', 'duelist', { wins: 40, games: 100 }),
        entry('d', 'sentinel', { wins: 90, games: 100 }),
      ]),
    ]
    const duelists = scores.slice(0, 3).map(([, { score }]) => score)
    expect(duelists.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 10)
    expect(duelists.reduce((sum, score) => sum + score * score, 0) / 3).toBeCloseTo(1, 10)
    expect(scores.map(([, { letter }]) => letter)).toEqual(['S', 'B', 'D', 'B'])
  })

  it('does not let a lucky handful of games lead its role', () => {
    const standing = standings([
      entry('many', 'duelist', { wins: 560, games: 1000 }),
      entry('few', 'duelist', { wins: 3, games: 3 }),
    ])
    expect(standing.get('many')?.score).toBeGreaterThan(standing.get('few')?.score ?? 0)
  })

  it('gives everybody 0 and B where a role does not differ', () => {
    const standing = standings([
      entry('a', 'sentinel', { wins: 5, games: 10 }),
      entry('b', 'sentinel', { wins: 5, games: 10 }),
    ])
    expect([...standing.values()]).toEqual([
      { score: 0, letter: 'B' },
      { score: 0, letter: 'B' },
    ])
  })

  it('are the same to the last bit in whatever order the rows come', () => {
    const entries = Array.from({ length: 9 }, (_, index) =>
      entry(`agent ${index}`, 'duelist', { wins: 31 + 7 * index, games: 100 + 13 * index }),
    )
    const there = standings(entries)
    const back = standings(entries.toReversed())
    for (const [id, standing] of there) expect(back.get(id)).toEqual(standing)
  })

  it('has nothing to say about nobody', () => {
    expect(standings([]).size).toBe(0)
  })
})

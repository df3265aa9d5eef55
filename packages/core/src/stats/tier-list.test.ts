import { describe, expect, it } from 'vitest'
import type { AgentEntry, AgentSums } from './agent-sums.ts'
import type { Role } from './content/agents.ts'
import { standings } from './tier-list.ts'

const NO_SUMS: AgentSums = {
  matches: 0,
  wins: 0,
  losses: 0,
  draws: 0,
  rounds: 0,
  rounds_won: 0,
  score: 0,
  kills: 0,
  deaths: 0,
  assists: 0,
  damage: 0,
  headshots: 0,
  bodyshots: 0,
  legshots: 0,
  first_bloods: 0,
  first_deaths: 0,
  kast_rounds: 0,
}

function entry(id: string, role: Role | null, record: { wins: number; games: number }): AgentEntry {
  return {
    agent: { id, name: id, role },
    games: record.games,
    sums: { ...NO_SUMS, wins: record.wins },
  }
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

  it('has nothing to say about nobody', () => {
    expect(standings([]).size).toBe(0)
  })
})

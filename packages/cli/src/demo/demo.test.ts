import type { RoleBoard, RoleBoardCell } from '@loadout/client'
import { describe, expect, it } from 'vitest'
import { demoLines, demoSimulator, lastCountedId } from './demo-matches.ts'
import { roleBoardTable } from './role-board-table.ts'

describe("the demo's matches", () => {
  it('are the same every time', () => {
    const ids = () =>
      [...demoLines(demoSimulator(), 3)].map((line) =>
        String(JSON.parse(Buffer.from(line).toString()).matchInfo.matchId),
      )
    expect(ids()).toEqual(ids())
    expect(new Set(ids()).size).toBe(3)
  })

  it('end, for the question whether they are loaded, with one that is counted', () => {
    const simulator = demoSimulator()
    for (let count = 1; count <= 60; count += 1) {
      if (simulator.kindAt(count - 1) !== 'custom') continue
      const id = lastCountedId(simulator, count)
      expect(id).not.toBe(simulator.at(count - 1).matchInfo.matchId)
    }
    expect(lastCountedId(simulator, 0)).toBeNull()
  })
})

function cell(name: string, games: number): RoleBoardCell {
  const rate = { n: games, value: 0.545, lo: 0.452, hi: 0.634 }
  return {
    agent: { id: name, name, role: null },
    games,
    winRate: rate,
    roundWinRate: rate,
    pickRate: rate,
    score: 1,
    letter: 'S',
    lowSample: games < 30,
  }
}

function board(maps: number): RoleBoard {
  const roles = { duelist: [cell('Jett', 112)], initiator: [], controller: [], sentinel: [] }
  const rare = { ...roles, sentinel: [cell('Sage', 5)] }
  const named = Array.from({ length: maps }, (_, index) => `Map ${index + 1}`)
  return {
    matches: 1_234,
    updatedAt: null,
    maps: [
      { map: null, roles },
      ...named.map((name) => ({ map: { id: name, name }, roles: rare })),
    ],
  }
}

describe('roleBoardTable', () => {
  it('shows the best of each role with the interval of its win rate', () => {
    const [title, , row] = roleBoardTable(board(0), 3).split('\n')
    expect(title).toBe('Best agent of each role in 1,234 competitive matches:')
    expect(row?.split(/ {2,}/)).toEqual([
      'all maps',
      'duelist',
      'Jett',
      '112',
      '54.5 %',
      '45.2 % to 63.4 %',
      'S',
    ])
  })

  it('marks small samples and shows only so many maps', () => {
    const text = roleBoardTable(board(5), 2)
    expect(text).toContain('Map 2')
    expect(text).not.toContain('Map 3')
    expect(text).toMatch(/Sage .* S \*$/m)
    expect(text).toMatch(/\* fewer than 30 games$/)
  })
})

import { describe, expect, it } from 'vitest'
import { matchOf } from '../sources/testing/parse-fixture.ts'
import type { KillSpec } from '../sources/testing/riot-fixture.ts'
import { isEnemyKill, lastingDeaths } from './deaths.ts'

function deathsAfter(kills: KillSpec[]): string[] {
  const [round] = matchOf([{ kills }]).rounds
  return (round ? lastingDeaths(round) : []).map(({ player, atMs }) => `${player} at ${atMs}`)
}

describe('lastingDeaths', () => {
  it('are in time order', () => {
    const kills = [
      { at: 20, killer: 0, victim: 5 },
      { at: 10, killer: 6, victim: 1 },
    ]
    expect(deathsAfter(kills)).toEqual(['1 at 10', '5 at 20'])
  })

  it('are in the order of the document within a moment, whoever was revived before', () => {
    const kills = [
      { at: 10, killer: 6, victim: 0 },
      { at: 20, killer: 5, victim: 1 },
      { at: 20, killer: 6, victim: 0 },
    ]
    expect(deathsAfter(kills)).toEqual(['1 at 20', '0 at 20'])
  })

  it('leave out a death followed by a gun kill', () => {
    const kills = [
      { at: 10, killer: 5, victim: 0 },
      { at: 20, killer: 0, victim: 5 },
    ]
    expect(deathsAfter(kills)).toEqual(['5 at 20'])
  })

  it('keep a death in the same moment as the kill: both died', () => {
    const kills = [
      { at: 10, killer: 5, victim: 0 },
      { at: 10, killer: 0, victim: 5 },
    ]
    expect(deathsAfter(kills).sort()).toEqual(['0 at 10', '5 at 10'])
  })

  it('leave out a death followed by another', () => {
    const kills = [
      { at: 10, killer: 5, victim: 0 },
      { at: 20, killer: 0, victim: 0, item: 'Ultimate' },
    ]
    expect(deathsAfter(kills)).toEqual(['0 at 20'])
  })

  it.each([
    ['a weapon, whatever its id looks like', 'longbow', []],
    ['an ability', 'ultimate', [0]],
  ])('end by a later kill with %s: %s', (_what, weapon, dead) => {
    const [round] = matchOf([
      {
        kills: [
          { at: 10, killer: 5, victim: 0 },
          { at: 20, killer: 0, victim: 6, item: weapon },
        ],
      },
    ]).rounds
    const deaths = round ? lastingDeaths(round).map(({ player }) => player) : []
    expect(deaths.filter((player) => player === 0)).toEqual(dead)
  })

  it('say whether the document counts them', () => {
    const [round] = matchOf([
      {
        kills: [
          { at: 10, killer: 0, victim: 0, item: '' },
          { at: 20, killer: 1, victim: 1, item: 'Ultimate' },
          { at: 30, killer: 2, victim: 3 },
        ],
      },
    ]).rounds
    const counted = round ? lastingDeaths(round).map((death) => death.counted) : []
    expect(counted).toEqual([false, true, true])
  })
})

describe('isEnemyKill', () => {
  it('is not a kill within the team', () => {
    const match = matchOf([
      {
        kills: [
          { at: 10, killer: 0, victim: 1 },
          { at: 20, killer: 0, victim: 5 },
        ],
      },
    ])
    const kills = match.rounds[0]?.kills ?? []
    expect(kills.map((kill) => isEnemyKill(match, kill))).toEqual([false, true])
  })
})

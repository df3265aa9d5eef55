import { describe, expect, it } from 'vitest'
import { clutchesOf } from '../measures/clutches.ts'
import type { TimelineEvent } from '../pages-contract.ts'
import { realMatchesMissing } from '../sources/testing/real-matches.ts'
import { type RoundSpec, VANDAL } from '../sources/testing/riot-fixture.ts'
import { actorOf, roundEvents } from './round-events.ts'
import { content, realStored, storedMatchOf } from './testing/stored.ts'

function events(spec: RoundSpec): readonly TimelineEvent[] {
  const match = storedMatchOf([spec])
  return match.rounds.flatMap((round) => roundEvents(match, round, content))
}

const aliveOf = (spec: RoundSpec) => events(spec).map(({ alive }) => [alive.red, alive.blue])
const fall = { item: '', type: 'Fall' }

describe('roundEvents', () => {
  it('puts kills, self kills, plant and defuse in order of time', () => {
    const kills = [
      { at: 50_000, killer: 1, victim: 6 },
      { at: 10_000, killer: 5, victim: 0 },
      { at: 20_000, killer: 7, victim: 7, ...fall },
    ]
    const plant = { player: 1, at: 30_000 }
    const defuse = { player: 8, at: 60_000 }
    const found = events({ winner: 'Blue', code: 'Defuse', kills, plant, defuse })
    expect(found.map(({ type, atMs }) => [type, atMs])).toEqual([
      ['kill', 10_000],
      ['selfKill', 20_000],
      ['plant', 30_000],
      ['kill', 50_000],
      ['defuse', 60_000],
    ])
    expect(found.map(actorOf)).toEqual([5, 7, 1, 1, 8])
    expect(found[2]).toMatchObject({ player: 1, site: 'A' })
  })

  it('counts the living of both teams after each event', () => {
    const kills = [
      { at: 1, killer: 5, victim: 0 },
      { at: 2, killer: 1, victim: 6 },
      { at: 3, killer: 2, victim: 2, ...fall },
      { at: 4, killer: 7, victim: 8 },
    ]
    expect(aliveOf({ kills, plant: { player: 3, at: 5 } })).toEqual([
      [4, 5],
      [4, 4],
      [3, 4],
      [3, 3],
      [3, 3],
    ])
  })

  it('leaves a revived player among the living, as clutches do', () => {
    const kills = [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 9_000, killer: 0, victim: 5 },
    ]
    expect(aliveOf({ kills })).toEqual([
      [5, 5],
      [5, 4],
    ])
    expect(events({ kills })).toMatchObject([{ revived: true }, { revived: false }])
  })

  it('lets a player who is killed twice leave once', () => {
    const kills = [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 9_000, killer: 6, victim: 0 },
    ]
    expect(aliveOf({ kills })).toEqual([
      [5, 5],
      [4, 5],
    ])
  })

  it('names weapons and ability slots, and keeps ids it does not know', () => {
    const unknown = '00000000-0000-4000-8000-00000000abcd'
    const kills = [VANDAL, 'Ultimate', unknown].map((item, at) => ({
      at,
      killer: 0,
      victim: 5 + at,
      item,
    }))
    const weapons = events({ kills }).map((event) => ('weapon' in event ? event.weapon : null))
    expect(weapons).toEqual([
      { id: VANDAL, name: 'Vandal', kind: 'rifle' },
      { id: 'ultimate', name: 'Ultimate', kind: 'ability' },
      { id: unknown, name: unknown, kind: null },
    ])
    const [death] = events({ kills: [{ at: 1, killer: 0, victim: 0, ...fall }] })
    expect(death).toMatchObject({ type: 'selfKill', weapon: null })
  })

  it('marks the first kill of an enemy, which a team kill is not', () => {
    const kills = [
      { at: 1, killer: 0, victim: 1 },
      { at: 2, killer: 0, victim: 5 },
      { at: 3, killer: 0, victim: 6 },
    ]
    expect(events({ kills })).toMatchObject([
      { teamKill: true, firstBlood: false },
      { teamKill: false, firstBlood: true },
      { teamKill: false, firstBlood: false },
    ])
  })

  it('marks a trade on both of its kills', () => {
    const kills = [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 3_000, killer: 5, victim: 1 },
      { at: 6_000, killer: 2, victim: 5 },
      { at: 11_001, killer: 6, victim: 2 },
      { at: 16_002, killer: 3, victim: 6 },
    ]
    expect(events({ kills })).toMatchObject([
      { traded: true, avenged: [] },
      { traded: true, avenged: [] },
      { traded: false, avenged: [0, 1] },
      { traded: false, avenged: [] },
      { traded: false, avenged: [] },
    ])
  })

  it('does not take an old death for traded with a new one of the same pair', () => {
    const kills = [
      { at: 1_000, killer: 5, victim: 0 },
      { at: 20_000, killer: 5, victim: 0 },
      { at: 21_000, killer: 1, victim: 5 },
    ]
    expect(events({ kills })).toMatchObject([{ traded: false }, { traded: true }, {}])
  })
})

describe.skipIf(realMatchesMissing)(`real matches ${realMatchesMissing ?? ''}`, () => {
  it.each(realStored)('$name: a clutch begins where the counts say so', ({ match }) => {
    for (const round of match.rounds) {
      const counts = roundEvents(match, round, content).map(({ alive }) => alive)
      for (const { player, opponents } of clutchesOf(match, round)) {
        const [own, other] = match.players[player]?.team === 'red' ? RED_FIRST : BLUE_FIRST
        const start = counts.find((alive) => alive[own] === 1)
        expect(start?.[other], `round ${round.number}`).toBe(opponents)
      }
    }
  })
})

const RED_FIRST = ['red', 'blue'] as const
const BLUE_FIRST = ['blue', 'red'] as const

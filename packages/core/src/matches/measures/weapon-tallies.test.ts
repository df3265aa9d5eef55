import { describe, expect, it } from 'vitest'
import type { DocumentDamage, DocumentRound, MatchDocument } from '../match-document.ts'
import { matchOf } from '../sources/testing/parse-fixture.ts'
import { VANDAL } from '../sources/testing/riot-fixture.ts'
import { weaponTallies } from './weapon-tallies.ts'

const GHOST = '1baa85b4-4c70-1284-64bb-6481dfc3bb4e'

/** A match of one round whose economy, kills and damage are these. */
function withRound(round: Partial<DocumentRound>): MatchDocument {
  const match = matchOf([{}])
  return { ...match, rounds: match.rounds.map((one) => ({ ...one, ...EMPTY, ...round })) }
}

const EMPTY = { kills: [], damage: [], players: [], selfKills: [] } as const

const carry = (player: number, weapon: string | null) => ({
  player,
  weapon,
  score: 0,
  spent: null,
  loadout: null,
  armor: null,
})

const hit = (dealer: number, change: Partial<DocumentDamage> = {}): DocumentDamage => ({
  dealer,
  receiver: 9,
  damage: 40,
  headshots: 0,
  bodyshots: 1,
  legshots: 0,
  ...change,
})

const kill = (killer: number, victim: number, weapon: string | null) => ({
  ...{ killer, victim, weapon },
  atMs: 1_000,
  assistants: [],
})

describe('weaponTallies', () => {
  it('counts a kill for the weapon that killed, carried or not', () => {
    const match = withRound({ players: [carry(0, GHOST)], kills: [kill(0, 5, VANDAL)] })
    expect(weaponTallies(match)).toMatchObject([
      { slot: 0, weapon: GHOST, kills: 0, rounds: 1 },
      { slot: 0, weapon: VANDAL, kills: 1, rounds: 0 },
    ])
  })

  it('gives hits to the weapon that the dealer began the round with', () => {
    const match = withRound({
      players: [carry(0, GHOST), carry(1, VANDAL)],
      damage: [
        hit(0),
        hit(0, { headshots: 1, bodyshots: 0, damage: 105 }),
        hit(1, { legshots: 2 }),
      ],
    })
    expect(weaponTallies(match)).toEqual([
      {
        slot: 0,
        weapon: GHOST,
        kills: 0,
        headshots: 1,
        bodyshots: 1,
        legshots: 0,
        damage: 145,
        rounds: 1,
      },
      {
        slot: 1,
        weapon: VANDAL,
        kills: 0,
        headshots: 0,
        bodyshots: 1,
        legshots: 2,
        damage: 40,
        rounds: 1,
      },
    ])
  })

  it('gives hits of an unknown weapon to none', () => {
    expect(
      weaponTallies(withRound({ players: [carry(0, null)], damage: [hit(0), hit(3)] })),
    ).toEqual([])
  })

  it('counts no team kill and no kill without a weapon', () => {
    const match = withRound({ kills: [kill(0, 1, VANDAL), kill(0, 5, null)] })
    expect(weaponTallies(match)).toEqual([])
  })

  it('counts abilities by their slot, apart from guns', () => {
    const match = withRound({ kills: [kill(0, 5, 'ultimate'), kill(0, 6, 'ultimate')] })
    expect(weaponTallies(match)).toMatchObject([{ weapon: 'ultimate', kills: 2, rounds: 0 }])
  })

  it('adds up rounds, in the order of the players', () => {
    const one = withRound({
      players: [carry(7, VANDAL), carry(2, VANDAL)],
      kills: [kill(2, 7, VANDAL)],
    })
    const match = { ...one, rounds: [...one.rounds, ...one.rounds] }
    expect(weaponTallies(match)).toMatchObject([
      { slot: 2, kills: 2, rounds: 2 },
      { slot: 7, kills: 0, rounds: 2 },
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { CLASSIC } from './arsenal.ts'
import { createDamageBook } from './damage.ts'
import type { FightResult, Kill } from './fight.ts'
import { createPrng } from './prng.ts'
import { ceremonyOf, roundScores } from './score.ts'
import { createRosters, foughtRounds } from './testing/fought-rounds.ts'

const seats = createRosters(createPrng('score'))()
const [red = [], blue = []] = (['Red', 'Blue'] as const).map((team) =>
  seats.filter((seat) => seat.team === team).map((seat) => seat.index),
)
const [r0 = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0] = red
const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = blue

type Shot = readonly [killer: number, victim: number, assistants?: readonly number[]]

/** A round written as who killed whom; nobody is revived and all damage is given apart. */
function roundOf(
  shots: readonly Shot[],
  hits: readonly (readonly [dealer: number, receiver: number, amount: number])[] = [],
): FightResult {
  const damage = createDamageBook(createPrng('round'))
  for (const [dealer, receiver, amount] of hits) {
    damage.deal({ dealer, receiver, amount, gun: CLASSIC })
  }
  const standing = new Set(seats.map((seat) => seat.index))
  const kills = shots.map(([killer, victim, assistants = []], index): Kill => {
    const enemiesAlive = (red.includes(killer) ? blue : red).filter((seat) => standing.has(seat))
    standing.delete(victim)
    return {
      atMs: index * 1_000,
      killer,
      victim,
      assistants,
      enemiesAlive: enemiesAlive.length,
      alive: [...standing],
      finishingDamage: { damageType: 'Bomb', damageItem: '', isSecondaryFireMode: false },
    }
  })
  return { kills, damage, planter: null, defuser: null, survivors: standing }
}

const scoreOf = (seat: number, result: FightResult) => roundScores(seats, result)[seat]

describe('roundScores', () => {
  it('pays a kill by how many enemies stood: 150 for the first of five, 70 for the last', () => {
    const result = roundOf([
      [r0, b0],
      [r1, b1],
      [r2, b2],
      [r3, b3],
      [r4, b4],
    ])
    expect(red.map((seat) => scoreOf(seat, result))).toEqual([150, 130, 110, 90, 70])
  })

  it('adds 50 for every kill after the first', () => {
    const result = roundOf([
      [r0, b0],
      [r0, b1],
      [r0, b2],
    ])
    expect(scoreOf(r0, result)).toBe(150 + 130 + 110 + 2 * 50)
  })

  it('adds 25 for an assist and the damage to enemies', () => {
    const result = roundOf([[r0, b0, [r1]]], [[r1, b0, 40]])
    expect(scoreOf(r1, result)).toBe(25 + 40)
  })

  it('gives nothing for damage to oneself or team mates', () => {
    const result = roundOf(
      [],
      [
        [r0, r0, 30],
        [r0, r1, 30],
      ],
    )
    expect(scoreOf(r0, result)).toBe(0)
  })

  it('gives nothing for a self kill, but counts the assist to it', () => {
    const result = roundOf([[b0, b0, [r0]]])
    expect([scoreOf(b0, result), scoreOf(r0, result)]).toEqual([0, 25])
  })

  it('is zero exactly for players who hurt and helped nobody', () => {
    for (const round of foughtRounds('useful', 300)) {
      const scores = roundScores(round.seats, round.result)
      for (const seat of round.seats) {
        const useful =
          [...round.result.damage.of(seat.index).keys()].some(
            (receiver) => round.seats[receiver]?.team !== seat.team,
          ) || round.result.kills.some((kill) => kill.assistants.includes(seat.index))
        expect((scores[seat.index] ?? 0) > 0).toBe(useful)
      }
    }
  })
})

describe('ceremonyOf', () => {
  const named = (shots: readonly Shot[], loadoutRatio = 1) =>
    ceremonyOf({ seats, result: roundOf(shots), winner: 'Red', loadoutRatio })
  const loss: Shot = [b4, r4]

  it('is an ace when one player killed all five', () => {
    expect(named([loss, ...blue.map((seat): Shot => [r0, seat])])).toBe('CeremonyAce')
  })

  it('is a team ace when every winner killed one', () => {
    expect(named(red.map((seat, index): Shot => [seat, blue[index] ?? 0]))).toBe('CeremonyTeamAce')
  })

  it('is a clutch when the last one standing killed two or more', () => {
    const fallen = [r1, r2, r3, r4].map((seat): Shot => [b0, seat])
    const before: Shot[] = [
      [r1, b1],
      [r1, b2],
      [r2, b3],
    ]
    expect(named([...before, ...fallen, [r0, b0], [r0, b4]])).toBe('CeremonyClutch')
    expect(named([...before, [r1, b4], ...fallen, [r0, b0]])).toBe('CeremonyDefault')
  })

  it('is flawless when every winner stands', () => {
    const kills: Shot[] = [
      [r0, b0],
      [r0, b1],
      [r1, b2],
      [r1, b3],
      [r2, b4],
    ]
    expect(named(kills)).toBe('CeremonyFlawless')
    expect(named([loss, ...kills])).toBe('CeremonyDefault')
  })

  it('is thrifty when the winners had far less, unless something rarer happened', () => {
    const kills: Shot[] = [loss, [r0, b0], [r0, b1], [r1, b2], [r1, b3]]
    expect(named(kills, 0.4)).toBe('CeremonyThrifty')
    expect(named(kills, 0.5)).toBe('CeremonyDefault')
    expect(named(kills.slice(1), 0.4)).toBe('CeremonyFlawless')
  })

  it('is a closer with four kills', () => {
    expect(named([loss, [r0, b0], [r0, b1], [r0, b2], [r0, b3], [r1, b4]])).toBe('CeremonyCloser')
  })

  it('is nothing special in a third of the rounds or more', () => {
    const names = foughtRounds('ceremonies', 900).map(({ plan, result, seats: played }) =>
      ceremonyOf({
        seats: played,
        result,
        winner: plan.winner === 'attack' ? 'Red' : 'Blue',
        loadoutRatio: 1,
      }),
    )
    const plain = names.filter((name) => name === 'CeremonyDefault').length
    expect(plain).toBeGreaterThan(names.length / 3)
    expect(new Set(names).size).toBe(6)
  })
})

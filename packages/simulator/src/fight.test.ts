import { AGENTS } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import { GUNS } from './arsenal.ts'
import { createDamageBook } from './damage.ts'
import { type FightResult, fight } from './fight.ts'
import { mapPool } from './meta.ts'
import { createPopulation, matchmake } from './population.ts'
import { createPrng } from './prng.ts'
import { createRoster, type Seat } from './roster.ts'
import { planRound, type RoundPlan } from './round-plan.ts'
import { ceremonyOf, isSelfKill, roundScores } from './score.ts'

const prng = createPrng('fights')
const population = createPopulation(prng, 200)

function roster(): Seat[] {
  const [map] = mapPool(0)
  if (map === undefined) throw new Error('no map')
  const players = matchmake(prng, population.get('eu') ?? [], 10)
  return createRoster(prng, { players, map, actIndex: 0 })
}

interface Fought {
  readonly seats: readonly Seat[]
  readonly plan: RoundPlan
  readonly result: FightResult
}

const fought: readonly Fought[] = Array.from({ length: 1_500 }, (_, index) => {
  const seats = roster()
  const plan = planRound(prng, {
    winner: index % 2 === 0 ? 'attack' : 'defence',
    canRevive: new Set(['attack', 'defence'] as const),
  })
  const attackers = seats.filter((seat) => seat.team === 'Red')
  const defenders = seats.filter((seat) => seat.team === 'Blue')
  return { seats, plan, result: fight(prng, { plan, attackers, defenders }) }
})

describe('createRoster', () => {
  it('seats ten players in two teams of five with different agents each', () => {
    for (const { seats } of fought.slice(0, 100)) {
      expect(seats.map((seat) => seat.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      for (const team of ['Red', 'Blue']) {
        const mates = seats.filter((seat) => seat.team === team)
        expect(mates).toHaveLength(5)
        expect(new Set(mates.map((seat) => seat.agent.id)).size).toBe(5)
        for (const seat of mates) expect(AGENTS.map((agent) => agent.id)).toContain(seat.agent.id)
      }
    }
  })

  it('keeps a party within one team', () => {
    for (const { seats } of fought.slice(0, 100)) {
      const teams = new Map<string, string>()
      for (const seat of seats) {
        expect(teams.get(seat.partyId) ?? seat.team).toBe(seat.team)
        teams.set(seat.partyId, seat.team)
      }
    }
  })
})

describe('fight', () => {
  it('has one kill for each planned fall, at its time', () => {
    for (const { plan, result } of fought) {
      const planned = plan.falls.map((fall) => fall.atMs)
      expect(result.kills.slice(0, planned.length).map((kill) => kill.atMs)).toEqual(planned)
      expect(result.kills.length - planned.length).toBeLessThanOrEqual(1)
    }
  })

  it('lets enemies kill each other, with assistants from the killer’s team only', () => {
    for (const { seats, result } of fought) {
      for (const kill of result.kills.filter((candidate) => !isSelfKill(candidate))) {
        const killer = seats[kill.killer]
        expect(killer?.team).not.toBe(seats[kill.victim]?.team)
        expect(kill.assistants).not.toContain(kill.killer)
        for (const seat of kill.assistants) expect(seats[seat]?.team).toBe(killer?.team)
      }
    }
  })

  it('counts nobody dead who stands and nobody standing who is dead', () => {
    for (const { result } of fought) {
      for (const kill of result.kills) {
        expect(kill.alive).not.toContain(kill.victim)
        if (!isSelfKill(kill)) expect(kill.alive).toContain(kill.killer)
      }
    }
  })

  it('has planter and defuser on the right side', () => {
    for (const { seats, plan, result } of fought) {
      expect(result.planter !== null).toBe(plan.plant !== null)
      expect(result.defuser !== null).toBe(plan.code === 'Defuse')
      if (result.planter !== null) expect(seats[result.planter.seat]?.team).toBe('Red')
      if (result.defuser !== null) expect(seats[result.defuser.seat]?.team).toBe('Blue')
    }
  })

  it('kills by the spike after a detonation only, written as a self kill', () => {
    const bombs = fought.flatMap(({ plan, result }) =>
      result.kills
        .filter((kill) => kill.finishingDamage.damageType === 'Bomb')
        .map((kill) => ({ plan, kill })),
    )
    expect(bombs.length).toBeGreaterThan(0)
    for (const { plan, kill } of bombs) {
      expect(plan.code).toBe('Detonate')
      expect(isSelfKill(kill)).toBe(true)
      expect(kill.atMs).toBe(plan.endMs)
    }
  })

  it('deals enough damage to kill whoever an enemy killed', () => {
    for (const { seats, result } of fought) {
      for (const kill of result.kills.filter((candidate) => !isSelfKill(candidate))) {
        const dealt = seats.reduce(
          (sum, dealer) => sum + (result.damage.of(dealer.index).get(kill.victim)?.damage ?? 0),
          0,
        )
        expect(dealt).toBeGreaterThanOrEqual(100)
      }
    }
  })

  it('shows team damage, self damage and mid-round self kills now and then', () => {
    const entries = fought.flatMap(({ seats, result }) =>
      seats.flatMap((dealer) =>
        [...result.damage.of(dealer.index).keys()].map((receiver) => ({
          dealer,
          receiver: seats[receiver],
        })),
      ),
    )
    expect(entries.some(({ dealer, receiver }) => dealer === receiver)).toBe(true)
    expect(
      entries.some(({ dealer, receiver }) => dealer !== receiver && dealer.team === receiver?.team),
    ).toBe(true)
    const kills = fought.flatMap(({ result }) => result.kills)
    expect(
      kills.some((kill) => isSelfKill(kill) && kill.finishingDamage.damageType === 'Ability'),
    ).toBe(true)
  })
})

describe('roundScores', () => {
  it('is zero exactly for players who hurt and helped nobody', () => {
    for (const { seats, result } of fought.slice(0, 300)) {
      const scores = roundScores(seats, result)
      for (const seat of seats) {
        const useful =
          [...result.damage.of(seat.index).keys()].some(
            (receiver) => seats[receiver]?.team !== seat.team,
          ) || result.kills.some((kill) => kill.assistants.includes(seat.index))
        expect((scores[seat.index] ?? 0) > 0).toBe(useful)
      }
    }
  })
})

describe('ceremonyOf', () => {
  const ceremonies = fought.map(({ seats, plan, result }) => ({
    seats,
    result,
    winner: plan.winner === 'attack' ? ('Red' as const) : ('Blue' as const),
    name: ceremonyOf({
      seats,
      result,
      winner: plan.winner === 'attack' ? 'Red' : 'Blue',
      loadoutRatio: 1,
    }),
  }))

  it('shows aces, clutches and flawless rounds, but mostly none', () => {
    const names = ceremonies.map((ceremony) => ceremony.name)
    expect(new Set(names)).toEqual(
      new Set([
        'CeremonyDefault',
        'CeremonyAce',
        'CeremonyTeamAce',
        'CeremonyClutch',
        'CeremonyFlawless',
        'CeremonyCloser',
      ]),
    )
    expect(names.filter((name) => name === 'CeremonyDefault').length).toBeGreaterThan(
      names.length / 3,
    )
  })

  it('calls a round flawless when every winner stands', () => {
    for (const { seats, result, winner } of ceremonies.filter(
      ({ name }) => name === 'CeremonyFlawless',
    )) {
      const winners = seats.filter((seat) => seat.team === winner)
      expect(winners.every((seat) => result.survivors.has(seat.index))).toBe(true)
    }
  })

  it('calls a round thrifty when the winners had far less', () => {
    const plain = ceremonies.find(({ name }) => name === 'CeremonyDefault')
    if (plain === undefined) return expect.unreachable()
    expect(ceremonyOf({ ...plain, loadoutRatio: 0.3 })).toBe('CeremonyThrifty')
  })
})

describe('createDamageBook', () => {
  const [gun] = GUNS.filter((candidate) => candidate.price === 2_900)

  it('adds up damage per receiver and counts enough hits for it', () => {
    if (gun === undefined) return expect.unreachable()
    const book = createDamageBook(createPrng('hits'))
    book.deal({ dealer: 1, receiver: 2, amount: 60, gun })
    book.deal({ dealer: 1, receiver: 2, amount: 90, gun })
    const hits = book.of(1).get(2)
    if (hits === undefined) return expect.unreachable()
    expect(hits.damage).toBe(150)
    const most = hits.headshots * gun.head + hits.bodyshots * gun.body + hits.legshots * gun.leg
    expect(most).toBeGreaterThanOrEqual(150)
    expect(book.of(3).size).toBe(0)
  })

  it('counts no hits for abilities and nothing for no damage', () => {
    const book = createDamageBook(createPrng('ability'))
    book.deal({ dealer: 0, receiver: 5, amount: 30, gun: null })
    book.deal({ dealer: 0, receiver: 6, amount: 0, gun: null })
    expect([...book.of(0)]).toEqual([[5, { damage: 30, headshots: 0, bodyshots: 0, legshots: 0 }]])
  })
})

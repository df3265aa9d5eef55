import { describe, expect, it } from 'vitest'
import { isCountedDeath, isSelfKill } from './score.ts'
import { foughtRounds } from './testing/fought-rounds.ts'

const fought = foughtRounds('fights', 1_500)

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

  it('counts a death by one’s own ability, not one by the spike', () => {
    const selfKills = fought.flatMap(({ result }) => result.kills).filter(isSelfKill)
    for (const kill of selfKills) {
      expect(isCountedDeath(kill)).toBe(kill.finishingDamage.damageType === 'Ability')
    }
    const byEnemies = fought
      .flatMap(({ result }) => result.kills)
      .filter((kill) => !isSelfKill(kill))
    expect(byEnemies.every(isCountedDeath)).toBe(true)
  })

  it('gives the assists of a self kill to enemies who hurt the victim', () => {
    const assisted = fought.flatMap(({ seats, result }) =>
      result.kills
        .filter((kill) => isSelfKill(kill) && kill.assistants.length > 0)
        .map((kill) => ({ seats, result, kill })),
    )
    expect(assisted.length).toBeGreaterThan(0)
    for (const { seats, result, kill } of assisted) {
      for (const seat of kill.assistants) {
        expect(seats[seat]?.team).not.toBe(seats[kill.victim]?.team)
        expect(result.damage.of(seat).get(kill.victim)?.damage).toBeGreaterThan(0)
      }
    }
  })
})

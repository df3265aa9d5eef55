import { describe, expect, it } from 'vitest'
import { createPrng } from './prng.ts'
import { FUSE_MS, planRound, type RoundPlan, type Side } from './round-plan.ts'

const BOTH: ReadonlySet<Side> = new Set<Side>(['attack', 'defence'])

const plans = (canRevive: ReadonlySet<Side> = BOTH): RoundPlan[] => {
  const prng = createPrng('plans')
  return Array.from({ length: 4_000 }, (_, index) =>
    planRound(prng, { winner: index % 2 === 0 ? 'attack' : 'defence', canRevive }),
  )
}

/** Players standing on each side before each fall and at the end. */
function standings(plan: RoundPlan): Record<Side, number>[] {
  const now = { attack: 5, defence: 5 }
  const states = [{ ...now }]
  for (const fall of plan.falls) {
    now[fall.side] -= fall.thenRevive ? 0 : 1
    states.push({ ...now })
  }
  return states
}

const end = (plan: RoundPlan) => standings(plan).at(-1) ?? { attack: 0, defence: 0 }

const loserOf = (plan: RoundPlan): Side => (plan.winner === 'attack' ? 'defence' : 'attack')

describe('planRound', () => {
  const all = plans()

  it('always leaves somebody to shoot and somebody to be shot', () => {
    for (const plan of all) {
      for (const state of standings(plan).slice(0, -1)) {
        expect(state.attack).toBeGreaterThan(0)
        expect(state.defence).toBeGreaterThan(0)
      }
    }
  })

  it('ends as its code says', () => {
    const losersLeft = (codes: readonly string[]) =>
      all.filter((plan) => codes.includes(plan.code)).map((plan) => end(plan)[loserOf(plan)])
    expect(all.every((plan) => end(plan)[plan.winner] > 0)).toBe(true)
    expect(losersLeft(['Elimination']).every((count) => count === 0)).toBe(true)
    expect(losersLeft(['Detonate', '']).every((count) => count > 0)).toBe(true)
  })

  it('lets only attackers win by detonation and only defenders by defuse or time', () => {
    for (const { winner, code } of all) {
      if (code === 'Detonate') expect(winner).toBe('attack')
      if (code === 'Defuse' || code === '') expect(winner).toBe('defence')
    }
  })

  it('plants when the result needs it, and never in a round that time or defenders decide before', () => {
    for (const { winner, code, plant, defuseAtMs } of all) {
      if (code === 'Detonate' || code === 'Defuse') expect(plant).not.toBeNull()
      if (code === '' || (code === 'Elimination' && winner === 'defence')) expect(plant).toBeNull()
      expect(defuseAtMs !== null).toBe(code === 'Defuse')
    }
  })

  it('keeps times in order, the plant between the falls around it', () => {
    for (const plan of all) {
      const times = plan.falls.map((fall) => fall.atMs)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      if (plan.plant === null) continue
      const { atMs, afterFalls } = plan.plant
      expect(times[afterFalls - 1] ?? 0).toBeLessThanOrEqual(atMs)
      expect(times[afterFalls] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(atMs)
    }
  })

  it('has an attacker alive to plant', () => {
    for (const plan of all) {
      if (plan.plant !== null) {
        expect(standings(plan)[plan.plant.afterFalls]?.attack).toBeGreaterThan(0)
      }
    }
  })

  it('defuses after seven seconds and before the spike goes off', () => {
    for (const { plant, defuseAtMs, endMs } of all) {
      if (plant === null || defuseAtMs === null) continue
      expect(defuseAtMs - plant.atMs).toBeGreaterThanOrEqual(7_000)
      expect(defuseAtMs - plant.atMs).toBeLessThan(FUSE_MS)
      expect(endMs).toBe(defuseAtMs)
    }
  })

  it('revives sometimes, and only for a side that can', () => {
    expect(all.some((plan) => plan.falls.some((fall) => fall.thenRevive))).toBe(true)
    expect(
      all.some((plan) => plan.falls.filter((fall) => fall.side === 'defence').length > 5),
    ).toBe(true)
    for (const plan of plans(new Set<Side>(['attack']))) {
      expect(plan.falls.some((fall) => fall.thenRevive && fall.side === 'defence')).toBe(false)
    }
  })

  it('shows every way a round can end', () => {
    expect(new Set(all.map((plan) => plan.code))).toEqual(
      new Set(['Elimination', 'Detonate', 'Defuse', '']),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { buyGun, CLASSIC, GUNS, HEAVY_ARMOR, LIGHT_ARMOR, NO_ARMOR } from './arsenal.ts'
import { buy, createPurse, handOut, loadoutValue, prepareRound, settle } from './economy.ts'
import { ROUND_MODES } from './modes.ts'
import { createPrng } from './prng.ts'

const LOST = { won: false, lossStreak: 0, kills: 0, planted: false, survived: false }

describe('arsenal', () => {
  it('spells items as upper-case uuids', () => {
    for (const item of [...GUNS, LIGHT_ARMOR, HEAVY_ARMOR].map((row) => row.item)) {
      expect(item).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    }
    expect(NO_ARMOR.item).toBe('')
  })

  it('sells nothing above the budget', () => {
    const prng = createPrng('shop')
    for (let budget = 0; budget < 6_000; budget += 50) {
      expect(buyGun(prng, budget).price).toBeLessThanOrEqual(budget)
    }
    expect(buyGun(prng, 0)).toBe(CLASSIC)
  })

  it('hurts most at the head and least at the leg', () => {
    for (const gun of GUNS) {
      expect(gun.head).toBeGreaterThan(gun.body)
      expect(gun.body).toBeGreaterThan(gun.leg)
    }
  })
})

describe('buy', () => {
  it('never spends more than there is, and books what it spends', () => {
    const prng = createPrng('buy')
    for (let credits = 0; credits <= 9_000; credits += 25) {
      const purse = { ...createPurse(), credits }
      buy(prng, purse, credits)
      expect(purse.credits).toBeGreaterThanOrEqual(0)
      expect(purse.credits + purse.spent).toBe(credits)
      expect(loadoutValue(purse)).toBe(purse.spent)
    }
  })

  it('saves between the pistol round and a full buy more often than it forces', () => {
    const prng = createPrng('eco')
    const spent = Array.from({ length: 400 }, () => {
      const purse = { ...createPurse(), credits: 2_400 }
      buy(prng, purse, 2_400)
      return purse.spent
    })
    expect(spent.filter((sum) => sum < 1_000).length).toBeGreaterThan(200)
    expect(spent.some((sum) => sum > 1_500)).toBe(true)
  })

  it('keeps a better gun that survived', () => {
    const vandal = GUNS.find((gun) => gun.price === 2_900) ?? CLASSIC
    const purse = { ...createPurse(), credits: 900, gun: vandal }
    buy(createPrng('keep'), purse, 900)
    expect(purse.gun).toBe(vandal)
  })
})

describe('settle', () => {
  it('pays wins, losses by streak, kills and plants, up to 9,000', () => {
    const paid = (reward: Partial<typeof LOST>, credits = 0) => {
      const purse = { ...createPurse(), credits }
      settle(purse, { ...LOST, ...reward })
      return purse.credits
    }
    expect(paid({ won: true })).toBe(3_000)
    expect([0, 1, 2, 7].map((lossStreak) => paid({ lossStreak }))).toEqual([
      1_900, 2_400, 2_900, 2_900,
    ])
    expect(paid({ won: true, kills: 3, planted: true })).toBe(3_900)
    expect(paid({ won: true }, 8_000)).toBe(9_000)
  })

  it('lets survivors keep their equipment and the fallen lose it', () => {
    const armed = () => ({ ...createPurse(), gun: GUNS.at(-1) ?? CLASSIC, armor: HEAVY_ARMOR })
    const survivor = armed()
    settle(survivor, { ...LOST, survived: true })
    expect(survivor.armor).toBe(HEAVY_ARMOR)
    const fallen = armed()
    settle(fallen, LOST)
    expect([fallen.gun, fallen.armor]).toEqual([CLASSIC, NO_ARMOR])
  })
})

describe('prepareRound', () => {
  const rich = () => ({ ...createPurse(), credits: 7_000, armor: HEAVY_ARMOR })

  it('starts each half with 800 credits and each overtime round with 5,000', () => {
    const creditsAt = (round: number) => {
      const purse = rich()
      prepareRound(purse, ROUND_MODES.competitive, round)
      return purse.credits
    }
    expect([0, 12, 5, 24, 25].map(creditsAt)).toEqual([800, 800, 7_000, 5_000, 5_000])
  })

  it('hands out swiftplay money by round of the half', () => {
    const credits = [0, 1, 2, 3, 4].map((round) => {
      const purse = rich()
      prepareRound(purse, ROUND_MODES.swiftplay, round)
      return purse.credits
    })
    expect(credits).toEqual([800, 2_400, 4_250, 4_250, 800])
  })

  it('gives spike rush players one gun for free', () => {
    const purse = rich()
    handOut(purse, CLASSIC)
    expect(purse).toMatchObject({ gun: CLASSIC, armor: HEAVY_ARMOR, spent: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { CLASSIC, GUNS, HEAVY_ARMOR, LIGHT_ARMOR, NO_ARMOR } from './arsenal.ts'
import { buy, createPurse, handOut, loadoutValue, prepareRound, settle } from './economy.ts'
import { ROUND_MODES } from './modes.ts'
import { createPrng } from './prng.ts'

const LOST = { won: false, lossStreak: 0, kills: 0, planted: false, survived: false }

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

describe('a half of competitive rounds', () => {
  /** One player's purse through twelve rounds that are all won or all lost. */
  const half = (won: boolean) => {
    const prng = createPrng(`half ${won}`)
    const purse = createPurse()
    return Array.from({ length: 12 }, (_, round) => {
      prepareRound(purse, ROUND_MODES.competitive, round)
      buy(prng, purse, purse.credits)
      const bought = { spent: purse.spent, value: loadoutValue(purse), credits: purse.credits }
      settle(purse, { won, lossStreak: round, kills: 1, planted: false, survived: won })
      return bought
    })
  }

  it('starts with pistols: nobody carries more than 800 credits', () => {
    for (const won of [true, false]) expect(half(won)[0]?.value).toBeLessThanOrEqual(800)
  })

  it('makes winners rich and lets them keep what they carry', () => {
    const rounds = half(true)
    expect(rounds.at(-1)?.credits).toBeGreaterThan(5_000)
    expect(rounds.at(-1)?.value).toBeGreaterThanOrEqual(2_900)
  })

  it('lets losers afford a rifle again and again', () => {
    const values = half(false).map((round) => round.value)
    expect(values.filter((value) => value >= 2_900).length).toBeGreaterThanOrEqual(3)
  })

  it('never holds more than a purse can', () => {
    for (const { credits } of [...half(true), ...half(false)]) {
      expect(credits).toBeGreaterThanOrEqual(0)
      expect(credits).toBeLessThanOrEqual(9_000)
    }
  })
})

describe('armour', () => {
  const armorFor = (credits: number) => {
    const purse = { ...createPurse(), credits }
    buy(createPrng('armour'), purse, credits)
    return purse.armor
  }

  it('is light in the pistol round and heavy in a full buy', () => {
    expect(armorFor(800)).toBe(LIGHT_ARMOR)
    expect(armorFor(4_500)).toBe(HEAVY_ARMOR)
  })

  it('is not bought when it takes more than half of the money', () => {
    expect(armorFor(700)).toBe(NO_ARMOR)
  })

  it('is not bought again by those who still have the better one', () => {
    const purse = { ...createPurse(), credits: 800, armor: HEAVY_ARMOR }
    buy(createPrng('kept armour'), purse, 800)
    expect(purse.armor).toBe(HEAVY_ARMOR)
  })
})

import { WEAPONS } from '@loadout/core/content'
import { describe, expect, it } from 'vitest'
import { buyGun, CLASSIC, GUNS, type Gun, HEAVY_ARMOR, LIGHT_ARMOR, NO_ARMOR } from './arsenal.ts'
import { createPrng } from './prng.ts'

const nameOf = (gun: Gun) =>
  WEAPONS.find((weapon) => weapon.id === gun.item.toLowerCase())?.name ?? 'unknown'

const gunNamed = (name: string) => GUNS.find((gun) => nameOf(gun) === name) ?? CLASSIC

/** How often each gun is bought with a budget, by name. */
function purchases(budget: number, count: number): ReadonlyMap<string, number> {
  const prng = createPrng(`budget ${budget}`)
  const bought = new Map<string, number>()
  for (let index = 0; index < count; index += 1) {
    const name = nameOf(buyGun(prng, budget))
    bought.set(name, (bought.get(name) ?? 0) + 1)
  }
  return bought
}

describe('guns', () => {
  it('are every weapon the shop sells, once each', () => {
    const notSold = ['melee', 'ability', 'mode', 'objective']
    const sold = WEAPONS.filter((weapon) => !notSold.includes(weapon.class))
    expect(GUNS.map(nameOf).sort()).toEqual(sold.map((weapon) => weapon.name).sort())
  })

  it('are spelt as upper-case uuids, and so is armour', () => {
    for (const { item } of [...GUNS, LIGHT_ARMOR, HEAVY_ARMOR]) {
      expect(item).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    }
    expect(NO_ARMOR).toEqual({ item: '', price: 0, points: 0 })
  })

  it('hurt most at the head and least at the leg', () => {
    for (const gun of GUNS) {
      expect(gun.head).toBeGreaterThan(gun.body)
      expect(gun.body).toBeGreaterThan(gun.leg)
      expect(gun.leg).toBeGreaterThan(0)
    }
  })

  it('kill a fully armoured enemy with one headshot of a Vandal, not of a Phantom', () => {
    const health = 100 + HEAVY_ARMOR.points
    expect(gunNamed('Vandal').head).toBeGreaterThanOrEqual(health)
    expect(gunNamed('Phantom').head).toBeLessThan(health)
  })

  it('are listed by price, so that the first is the free one', () => {
    const prices = GUNS.map((gun) => gun.price)
    expect(prices).toEqual([...prices].sort((a, b) => a - b))
    expect(nameOf(CLASSIC)).toBe('Classic')
  })
})

describe('buyGun', () => {
  it('sells nothing above the budget', () => {
    const prng = createPrng('shop')
    for (let budget = 0; budget < 6_000; budget += 50) {
      expect(buyGun(prng, budget).price).toBeLessThanOrEqual(budget)
    }
    expect(buyGun(prng, 0)).toBe(CLASSIC)
  })

  it('prefers rifles in a full buy, the Vandal most', () => {
    const bought = purchases(3_900, 3_000)
    const rifles = (bought.get('Vandal') ?? 0) + (bought.get('Phantom') ?? 0)
    expect(rifles / 3_000).toBeGreaterThan(0.6)
    expect(bought.get('Vandal') ?? 0).toBeGreaterThan(bought.get('Phantom') ?? 0)
  })

  it('sells an Operator to some of those who can pay for one', () => {
    const share = (purchases(4_700, 3_000).get('Operator') ?? 0) / 3_000
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.2)
    expect(purchases(4_699, 500).has('Operator')).toBe(false)
  })

  it('spends what there is: cheap guns are rare with a full purse', () => {
    const bought = purchases(4_700, 3_000)
    const cheap = [...bought].filter(([name]) => gunNamed(name).price <= 800)
    const count = cheap.reduce((sum, [, times]) => sum + times, 0)
    expect(count / 3_000).toBeLessThan(0.1)
  })
})

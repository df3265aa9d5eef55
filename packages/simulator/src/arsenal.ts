import { WEAPONS } from '@loadout/core/content'
import type { Prng } from './prng.ts'

/** A gun as the shop sells it. Damage is per hit at medium range, before armour. */
export interface Gun {
  /** Upper case, as round economies and finishing damage spell it. */
  readonly item: string
  readonly price: number
  readonly head: number
  readonly body: number
  readonly leg: number
  /** Relative frequency among what the same money can buy. */
  readonly appeal: number
}

type GunRow = readonly [
  name: string,
  price: number,
  head: number,
  body: number,
  leg: number,
  appeal: number,
]

const ROWS: readonly GunRow[] = [
  ['Classic', 0, 78, 26, 22, 1],
  ['Shorty', 300, 36, 12, 10, 1],
  ['Frenzy', 450, 78, 26, 22, 2],
  ['Ghost', 500, 105, 30, 25, 5],
  ['Bandit', 600, 112, 38, 32, 2],
  ['Sheriff', 800, 159, 55, 46, 5],
  ['Bucky', 850, 40, 20, 17, 1],
  ['Marshal', 950, 202, 101, 85, 2],
  ['Stinger', 1100, 67, 27, 22, 2],
  ['Ares', 1600, 72, 30, 25, 1],
  ['Spectre', 1600, 78, 26, 22, 6],
  ['Judge', 1850, 34, 17, 14, 1],
  ['Bulldog', 2050, 115, 35, 29, 3],
  ['Guardian', 2250, 195, 65, 48, 3],
  ['Outlaw', 2400, 238, 140, 119, 1],
  ['Phantom', 2900, 140, 35, 29, 14],
  ['Vandal', 2900, 160, 40, 34, 30],
  ['Odin', 3200, 95, 38, 32, 1],
  ['Operator', 4700, 255, 150, 120, 7],
]

export const GUNS: readonly Gun[] = ROWS.map(([name, price, head, body, leg, appeal]) => ({
  item: weaponItem(name),
  price,
  head,
  body,
  leg,
  appeal,
}))

/** The free sidearm every player has. */
export const CLASSIC: Gun = gunAt(0)

export interface Armor {
  readonly item: string
  readonly price: number
  readonly points: number
}

export const NO_ARMOR: Armor = { item: '', price: 0, points: 0 }
export const LIGHT_ARMOR: Armor = {
  item: '4DEC83D5-4902-9AB3-BED6-A7A390761157',
  price: 400,
  points: 25,
}
export const HEAVY_ARMOR: Armor = {
  item: '822BCAB2-40A2-324E-C137-E09195AD7692',
  price: 1000,
  points: 50,
}

/** A gun for at most `budget` credits; dearer guns are preferred because players spend what they have. */
export function buyGun(prng: Prng, budget: number): Gun {
  const weights = GUNS.map((gun) =>
    gun.price > budget ? 0 : gun.appeal * (gun.price > budget * 0.5 ? 6 : 1),
  )
  return gunAt(prng.weighted(weights))
}

function gunAt(index: number): Gun {
  const gun = GUNS[index]
  if (gun === undefined) throw new RangeError(`no gun ${index}`)
  return gun
}

function weaponItem(name: string): string {
  const weapon = WEAPONS.find((row) => row.name === name)
  if (weapon === undefined) throw new RangeError(`no weapon ${name}`)
  return weapon.id.toUpperCase()
}

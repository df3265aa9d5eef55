import {
  type Armor,
  buyGun,
  CLASSIC,
  type Gun,
  HEAVY_ARMOR,
  LIGHT_ARMOR,
  NO_ARMOR,
} from './arsenal.ts'
import type { RoundMode } from './modes.ts'
import type { Prng } from './prng.ts'

/** What a player owns, and what was bought for the round at hand. Credits throughout. */
export interface Purse {
  credits: number
  gun: Gun
  armor: Armor
  abilities: number
  spent: number
}

const START_CREDITS = 800
const OVERTIME_CREDITS = 5_000
const MAX_CREDITS = 9_000
const WIN_REWARD = 3_000
/** Reward for the first, second and every further lost round in a row. */
const LOSS_REWARDS = [1_900, 2_400, 2_900]
const KILL_REWARD = 200
const PLANT_REWARD = 300
const ABILITY_PRICES = [100, 150, 200, 250, 300, 400]
/** Swiftplay hands out money by round of the half instead of by result. */
const SWIFTPLAY_CREDITS = [800, 2_400, 4_250, 4_250]

export function createPurse(): Purse {
  return { credits: START_CREDITS, gun: CLASSIC, armor: NO_ARMOR, abilities: 0, spent: 0 }
}

/** Takes money and equipment back to what the round starts with: at each half, in overtime, by mode. */
export function prepareRound(purse: Purse, mode: RoundMode, round: number): void {
  const half = mode.halfRounds
  if (mode.economy === 'swiftplay') {
    strip(purse, SWIFTPLAY_CREDITS[round % half] ?? START_CREDITS)
  } else if (round >= half * 2) {
    strip(purse, OVERTIME_CREDITS)
  } else if (round % half === 0) {
    strip(purse, START_CREDITS)
  }
}

/** Spike rush gives everybody the same gun; `gun` is drawn once per round. */
export function handOut(purse: Purse, gun: Gun): void {
  purse.gun = gun
  purse.armor = HEAVY_ARMOR
  purse.abilities = 0
  purse.spent = 0
}

/** Buys for the coming round: all in with a full purse, a little with half of one, else save. */
export function buy(prng: Prng, purse: Purse, teamCredits: number): void {
  const budget = purse.credits * spendingShare(prng, teamCredits)
  purse.spent = 0
  buyArmor(purse, budget)
  const gun = buyGun(prng, budget - purse.spent)
  if (gun.price > purse.gun.price) {
    purse.gun = gun
    purse.spent += gun.price
  }
  while (prng.chance(0.6) && purse.abilities < 900) {
    const price = prng.pick(ABILITY_PRICES)
    if (purse.spent + price > Math.max(budget, START_CREDITS / 2)) break
    if (purse.spent + price > purse.credits) break
    purse.abilities += price
    purse.spent += price
  }
  purse.credits -= purse.spent
}

/** Value of everything carried into the round. */
export function loadoutValue(purse: Purse): number {
  return purse.gun.price + purse.armor.price + purse.abilities
}

export interface RoundReward {
  readonly won: boolean
  /** Rounds lost in a row before this one. */
  readonly lossStreak: number
  readonly kills: number
  readonly planted: boolean
  readonly survived: boolean
}

/** Pays a player after a round; the fallen lose what they carried. */
export function settle(purse: Purse, reward: RoundReward): void {
  const base = reward.won ? WIN_REWARD : (LOSS_REWARDS[Math.min(reward.lossStreak, 2)] ?? 0)
  const bonus = reward.kills * KILL_REWARD + (reward.planted ? PLANT_REWARD : 0)
  purse.credits = Math.min(MAX_CREDITS, purse.credits + base + bonus)
  purse.abilities = reward.survived ? Math.round(purse.abilities / 200) * 100 : 0
  if (reward.survived) return
  purse.gun = CLASSIC
  purse.armor = NO_ARMOR
}

function strip(purse: Purse, credits: number): void {
  purse.credits = credits
  purse.gun = CLASSIC
  purse.armor = NO_ARMOR
  purse.abilities = 0
}

/** Teams decide together: pistol and full buys spend everything, a force buy most, a save little. */
function spendingShare(prng: Prng, teamCredits: number): number {
  if (teamCredits <= START_CREDITS || teamCredits >= 3_700) return 1
  return prng.chance(0.3) ? 0.9 : 0.25
}

function buyArmor(purse: Purse, budget: number): void {
  const armor =
    budget >= 3_900 || (budget >= 1_900 && purse.gun.price >= 1_600) ? HEAVY_ARMOR : LIGHT_ARMOR
  if (armor.price > budget * 0.5 || armor.price <= purse.armor.price) return
  purse.armor = armor
  purse.spent += armor.price
}

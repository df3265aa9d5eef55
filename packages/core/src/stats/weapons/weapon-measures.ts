import type { WeaponSumsRow } from '../queries/read-weapons.ts'
import { rate } from '../rate.ts'
import type { WeaponStats } from './contract.ts'

/**
 * Kills are of the weapon they name; hits, damage and rounds of the weapon the round began with, as
 * trackers count: no source names the weapon of a hit.
 */
export function weaponMeasures(
  sums: Omit<WeaponSumsRow, 'weapon_key'>,
  of: { readonly kills: number; readonly minSample: number },
): Omit<WeaponStats, 'weapon'> {
  const { kills, headshots, bodyshots, legshots, damage, rounds, games } = sums
  const perRound = (sum: number) => (rounds === 0 ? null : sum / rounds)
  return {
    kills,
    killShare: rate(kills, of.kills),
    games,
    rounds,
    headshotRate: rate(headshots, headshots + bodyshots + legshots),
    damagePerRound: perRound(damage),
    killsPerRound: perRound(kills),
    lowSample: games < of.minSample,
  }
}

import type { KeyedTally } from '../../stats/index.ts'

type Counters = Omit<KeyedTally, 'slot' | 'weapon'>
export type WeaponTotal = Counters & { readonly weapon: number; readonly games: number }

/** Adds up one player's tallies of several games per weapon, most kills first. */
export function weaponTotals(tallies: readonly KeyedTally[]): readonly WeaponTotal[] {
  const totals = new Map<number, WeaponTotal>()
  for (const tally of tallies) {
    const known = totals.get(tally.weapon)
    totals.set(tally.weapon, known === undefined ? first(tally) : plus(known, tally))
  }
  return [...totals.values()].sort((a, b) => b.kills - a.kills || b.rounds - a.rounds)
}

function first({ slot: _, ...tally }: KeyedTally): WeaponTotal {
  return { ...tally, games: 1 }
}

function plus(a: WeaponTotal, b: Counters): WeaponTotal {
  return {
    weapon: a.weapon,
    games: a.games + 1,
    kills: a.kills + b.kills,
    headshots: a.headshots + b.headshots,
    bodyshots: a.bodyshots + b.bodyshots,
    legshots: a.legshots + b.legshots,
    damage: a.damage + b.damage,
    rounds: a.rounds + b.rounds,
  }
}

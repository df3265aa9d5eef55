import type { Gun } from './arsenal.ts'
import type { Prng } from './prng.ts'

export interface Hits {
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
}

/** Who dealt how much to whom in one round, by seat. */
export interface DamageBook {
  /** Adds hits that take `amount` health points; without a gun (abilities) no hit is counted. */
  deal(entry: { dealer: number; receiver: number; amount: number; gun: Gun | null }): void
  /** Receivers of a dealer with the sum of the hits, in order of the first hit. */
  of(dealer: number): ReadonlyMap<number, Readonly<Hits>>
}

const HEADSHOT_RATE = 0.2
const LEGSHOT_RATE = 0.07

export function createDamageBook(prng: Prng): DamageBook {
  const byDealer = new Map<number, Map<number, Hits>>()
  return {
    deal: ({ dealer, receiver, amount, gun }) => {
      if (amount <= 0) return
      const receivers = byDealer.get(dealer) ?? new Map<number, Hits>()
      byDealer.set(dealer, receivers)
      const hits = receivers.get(receiver) ?? { damage: 0, headshots: 0, bodyshots: 0, legshots: 0 }
      receivers.set(receiver, hits)
      hits.damage += amount
      if (gun !== null) countHits(prng, { hits, amount, gun })
    },
    of: (dealer) => byDealer.get(dealer) ?? new Map(),
  }
}

/** Draws hits until they account for the amount; the last one is cut to the health that was left. */
function countHits(
  prng: Prng,
  { hits, amount, gun }: { hits: Hits; amount: number; gun: Gun },
): void {
  let rest = amount
  while (rest > 0) {
    const zone = prng.float()
    if (zone < HEADSHOT_RATE) {
      hits.headshots += 1
      rest -= gun.head
    } else if (zone < 1 - LEGSHOT_RATE) {
      hits.bodyshots += 1
      rest -= gun.body
    } else {
      hits.legshots += 1
      rest -= gun.leg
    }
  }
}

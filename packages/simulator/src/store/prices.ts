import type { StoreDocumentInput } from '@loadout/core/catalog'
import type { Prng } from '../prng.ts'

type Prices = NonNullable<StoreDocumentInput['prices']>

/** Price points in US cents, and how many games ask for each. */
const TIERS = [...[499, 799, 999, 1_499, 1_999, 2_499, 2_999, 3_999, 4_999, 5_999, 6_999]] as const
const TIER_WEIGHTS = [14, 8, 18, 16, 16, 8, 7, 5, 3, 3, 2]
const FREE_SHARE = 0.06
const SALE_SHARE = 0.22
const DISCOUNTS = [10, 15, 20, 25, 33, 40, 50, 60, 75, 90]

/** Minor units per US cent, and the step in which shops of the currency price. */
const CURRENCIES = [
  { currency: 'USD', rate: 1, step: 1 },
  { currency: 'EUR', rate: 0.98, step: 1 },
  { currency: 'GBP', rate: 0.84, step: 1 },
  { currency: 'PLN', rate: 3.9, step: 1 },
  { currency: 'BRL', rate: 3.1, step: 1 },
  { currency: 'JPY', rate: 1.25, step: 10 },
] as const

/** The price of a game in every currency, some of them free, some on sale everywhere at once. */
export function gamePrices(prng: Prng, share = 1): Prices {
  if (share === 1 && prng.chance(FREE_SHARE)) return [{ currency: 'USD', amount: 0 }]
  const cents = TIERS[prng.weighted(TIER_WEIGHTS)] ?? TIERS[0]
  return pricesOf(prng, Math.max(199, Math.round((cents * share) / 100) * 100 - 1))
}

/** These US cents in every currency. */
export function pricesOf(prng: Prng, cents: number): Prices {
  const discount = prng.chance(SALE_SHARE) ? prng.pick(DISCOUNTS) : 0
  return CURRENCIES.map(({ currency, rate, step }) => {
    const amount = Math.max(step, Math.round((cents * rate) / step) * step)
    return { currency, amount, saleAmount: reduced(amount, discount, step) }
  })
}

function reduced(amount: number, discount: number, step: number): number | null {
  if (discount === 0) return null
  const reduced = Math.floor((amount * (100 - discount)) / 100 / step) * step
  return reduced < amount ? reduced : null
}

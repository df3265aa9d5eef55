import { type Ctx, isAppError } from '@loadout/core'
import { getProduct, priceHistory, renameProduct, setPrice, setStatus } from '@loadout/core/catalog'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drawn } from '../support/drawn.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'

const SEED = 20_261_150

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** A price that is set, or taken away. */
const priceStep = fc.record({
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  amount: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 3 }),
  isOnSale: fc.boolean(),
})
type PriceStep = Drawn<typeof priceStep>

const pairOf = ({ amount, isOnSale }: PriceStep) =>
  amount === null ? null : { amount, saleAmount: isOnSale ? amount - 1 : null }

type Pair = ReturnType<typeof pairOf>

/** Prices as a map would hold them, and what each replaced. */
function playPrices(steps: readonly PriceStep[]) {
  const prices = new Map<string, NonNullable<Pair>>()
  const ended: { currency: string; amount: number | null; saleAmount: number | null }[] = []
  let changes = 0
  for (const step of steps) {
    const before = prices.get(step.currency) ?? null
    const after = pairOf(step)
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    changes += 1
    ended.push({ currency: step.currency, ...(before ?? { amount: null, saleAmount: null }) })
    if (after === null) prices.delete(step.currency)
    else prices.set(step.currency, after)
  }
  return { prices, ended, changes }
}

describe('any prices, one after the other', () => {
  it('leave the last of each currency, and a history of all that ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(priceStep, { maxLength: 8 }), async (steps) => {
        const productId = await addProduct(ctx)
        for (const step of steps) {
          await setPrice(ctx, { productId, currency: step.currency, price: pairOf(step) })
        }
        const { prices, ended, changes } = playPrices(steps)
        const product = await getProduct(ctx, { idOrSlug: productId })
        const shown = product.prices.map(({ currency, ...pair }) => [currency, pair] as const)
        expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(prices))
        expect(product.revision).toBe(1 + changes)
        const { items } = await priceHistory(ctx, { productId, limit: 100 })
        expect(items.toReversed().map(({ until: _, ...past }) => past)).toEqual(ended)
      }),
      { numRuns: 25, seed: SEED },
    )
  })

  it('show one price in the list as long as there is one in the currency of the product', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(priceStep, { minLength: 1, maxLength: 5 }), async (steps) => {
        const productId = await addProduct(ctx, { currency: 'EUR', price: 3 })
        for (const step of steps) {
          await setPrice(ctx, { productId, currency: step.currency, price: pairOf(step) })
        }
        const { price, prices } = await getProduct(ctx, { idOrSlug: productId })
        if (price === null) return
        expect(prices[0]).toEqual(price)
        expect(new Set(prices.map(({ currency }) => currency)).size).toBe(prices.length)
      }),
      { numRuns: 15, seed: SEED + 1 },
    )
  })
})

/** Whose each slug is or was, and which each product has now. */
class SlugModel {
  readonly holders = new Map<string, number>()
  readonly present = new Map<number, string>()

  /** Whether the product may have it; then it does. */
  rename(id: number, slug: string): boolean {
    if ((this.holders.get(slug) ?? id) !== id) return false
    this.holders.set(slug, id)
    this.present.set(id, slug)
    return true
  }
}

describe('any renames of a few products', () => {
  it('have every slug lead to the one product that has or had it', async () => {
    let run = 0
    const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(4)), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        run += 1
        const model = new SlugModel()
        const ids = [await addProduct(ctx), await addProduct(ctx), await addProduct(ctx)]
        for (const [place, n] of some) {
          const [productId = 0, slug] = [ids[place], `run-${run}-slug-${n}`]
          const result = await renameProduct(ctx, { productId, slug }).catch((reason) => reason)
          expect(isAppError(result, 'SLUG_TAKEN')).toBe(!model.rename(productId, slug))
        }
        for (const [slug, id] of model.holders) await expectLeadsTo(slug, id, model.present.get(id))
      }),
      { numRuns: 15, seed: SEED + 2 },
    )
  })

  async function expectLeadsTo(slug: string, id: number, present?: string): Promise<void> {
    const product = await getProduct(ctx, { idOrSlug: slug })
    expect([product.id, product.slug]).toEqual([id, present])
    expect(product.redirectedFrom).toBe(slug === present ? null : slug)
  }
})

type Input = { readonly productId: number }

/** Changes of a product, two of each kind. */
const CHANGES = {
  hide: (input: Input) => setStatus(ctx, { ...input, status: 'hidden' }),
  show: (input: Input) => setStatus(ctx, { ...input, status: 'active' }),
  cheap: (input: Input) => setPrice(ctx, { ...input, price: { amount: 1, saleAmount: null } }),
  dear: (input: Input) => setPrice(ctx, { ...input, price: { amount: 9, saleAmount: null } }),
  rename: (input: Input) => renameProduct(ctx, { ...input, slug: 'grown-one' }),
  renameAgain: (input: Input) => renameProduct(ctx, { ...input, slug: 'grown-two' }),
} as const

describe('the revision of a product', () => {
  it('grows by one with each change, and with nothing else', async () => {
    const productId = await addProduct(ctx)
    const act = fc.constantFrom('hide', 'show', 'cheap', 'dear', 'rename', 'renameAgain')
    let revision = 1
    await fc.assert(
      fc.asyncProperty(act, async (what) => {
        const before = await stateOf(productId)
        const changed = await CHANGES[what]({ productId })
        revision += before === (await stateOf(productId)) ? 0 : 1
        expect(changed).toEqual({ id: productId, revision })
      }),
      { numRuns: 40, seed: SEED + 3 },
    )
    expect(revision).toBeGreaterThan(10)
  })

  async function stateOf(id: number): Promise<string> {
    const row = await ctx.db
      .selectFrom('product')
      .select(['slug', 'status', 'price'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return JSON.stringify(row)
  }
})

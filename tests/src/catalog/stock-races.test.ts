import { type Ctx, isAppError } from '@loadout/core'
import {
  adjustStock,
  releaseExpired,
  releaseStock,
  reserveStock,
  takeStock,
} from '@loadout/core/catalog'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

async function addStock(...quantities: number[]): Promise<readonly number[]> {
  return (await addStyle(ctx, await addProduct(ctx), { quantities })).skuIds
}

/** Results of so many calls, and how many were out of stock. Anything else is a failure. */
async function outcomes<Result>(times: number, call: (n: number) => Promise<Result>) {
  const results: Result[] = []
  let short = 0
  for (const one of await atOnce(times, call)) {
    if (one.status === 'fulfilled') results.push(one.value)
    else if (isAppError(one.reason, 'OUT_OF_STOCK')) short += 1
    else throw one.reason
  }
  return { results, short }
}

/** What stands in the rows, beside what the reservations add up to. */
async function ledger(skuIds: readonly number[]) {
  const { rows } = await sql<{ quantity: number; reserved: number; held: number; taken: number }>`
    select sku.quantity, sku.reserved,
      coalesce(sum(reservation.quantity) filter (where state = 'held'), 0)::integer as held,
      coalesce(sum(reservation.quantity) filter (where state = 'taken'), 0)::integer as taken
    from sku left join stock_reservation as reservation on reservation.sku_id = sku.id
    where sku.id = any(${skuIds}::integer[]) group by sku.id order by sku.id
  `.execute(ctx.db)
  return rows
}

describe('hundreds of reservations at once', () => {
  it('of the last ones go to as many as there are', async () => {
    const [skuId = 0] = await addStock(50)
    const reserve = () => reserveStock(ctx, { items: [{ skuId, quantity: 1 }], minutes: 5 })
    const { results, short } = await outcomes(300, reserve)
    expect([results.length, short]).toEqual([50, 250])
    expect(await ledger([skuId])).toEqual([{ quantity: 50, reserved: 50, held: 50, taken: 0 }])
  })

  it('of several items in every order neither deadlock nor hold half of them', async () => {
    const skuIds = await addStock(40, 40, 40, 40)
    const { results } = await outcomes(200, (n) => {
      const order = n % 2 === 0 ? skuIds : skuIds.toReversed()
      const items = order.slice(n % 3).map((skuId) => ({ skuId, quantity: 1 + (n % 2) }))
      return reserveStock(ctx, { items, minutes: 5 })
    })
    const rows = await ledger(skuIds)
    for (const { quantity, reserved, held } of rows) {
      expect(reserved).toBeLessThanOrEqual(quantity)
      expect(held).toBe(reserved)
    }
    const given = results.flatMap(({ items }) => items)
    const total = given.reduce((sum, { quantity }) => sum + quantity, 0)
    expect(rows.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(total)
  })

  it('taken and released at the same time are one of the two', async () => {
    const skuIds = await addStock(100)
    const [skuId = 0] = skuIds
    const reserve = () => reserveStock(ctx, { items: [{ skuId, quantity: 1 }], minutes: 5 })
    const { results } = await outcomes(40, reserve)
    const ids = results.flatMap(({ items }) => items.map(({ id }) => id))
    const settled = await atOnce(80, (n) => {
      const settle = n % 2 === 0 ? takeStock : releaseStock
      return settle(ctx, { reservationIds: [ids[n >> 1] ?? 0] })
    })
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    const [row] = await ledger(skuIds)
    expect(row).toMatchObject({ reserved: 0, held: 0, quantity: 100 - (row?.taken ?? 0) })
  })
})

/** What came in, less what went out other than by a sale, and reservations that may be held. */
interface Books {
  readonly skuIds: readonly number[]
  readonly came: number[]
  readonly held: number[]
}

interface Act {
  /** Which of the stock items. */
  readonly sku: number
  readonly amount: number
}

async function adjust({ skuIds, came }: Books, sku: number, delta: number): Promise<void> {
  await adjustStock(ctx, { skuId: skuIds[sku] ?? 0, delta })
  came[sku] = (came[sku] ?? 0) + delta
}

/** What somebody can do. */
const ACTS = {
  bringIn: (books: Books, { sku, amount }: Act) => adjust(books, sku, amount),
  takeOut: (books: Books, { sku, amount }: Act) => adjust(books, sku, -amount),
  async reserve({ skuIds, held }: Books, { sku, amount }: Act) {
    const items = [{ skuId: skuIds[sku] ?? 0, quantity: amount }]
    const reserved = await reserveStock(ctx, { items, minutes: 5 })
    held.push(...reserved.items.map(({ id }) => id))
  },
  take: ({ held }: Books) => takeStock(ctx, { reservationIds: held.splice(0, 1) }),
  release: ({ held }: Books) => releaseStock(ctx, { reservationIds: held.splice(0, 1) }),
  expire(_: Books, { amount }: Act) {
    const clock = { now: () => new Date(Date.now() + amount * 60_000) }
    return releaseExpired({ ...ctx, clock }, {})
  },
} as const
const ACT_NAMES = ['bringIn', 'takeOut', 'reserve', 'take', 'release', 'expire'] as const

const steps = fc.array(
  fc.record({
    act: fc.constantFrom(...ACT_NAMES),
    sku: fc.nat({ max: 2 }),
    amount: fc.integer({ min: 1, max: 6 }),
  }),
  { minLength: 10, maxLength: 30 },
)

describe('any changes of stock in any order', () => {
  it('leave nothing below zero and every piece accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const books = { skuIds: await addStock(5, 3, 0), came: [5, 3, 0], held: [] }
        // A few at a time, so that there is something to take and to release.
        for (let start = 0; start < all.length; start += 5) {
          const some = all.slice(start, start + 5)
          await Promise.allSettled(some.map(async (one) => ACTS[one.act](books, one)))
          for (const { quantity, reserved, held } of await ledger(books.skuIds)) {
            expect(reserved).toBeGreaterThanOrEqual(0)
            expect(reserved).toBeLessThanOrEqual(quantity)
            expect(held).toBe(reserved)
          }
        }
        const rows = await ledger(books.skuIds)
        expect(rows.map(({ quantity, taken }) => quantity + taken)).toEqual(books.came)
      }),
      { numRuns: 12, seed: 20_261_133 },
    )
  })
})

import { ANONYMOUS, type Ctx } from '@loadout/core'
import {
  adjustStock,
  listStyles,
  releaseExpired,
  releaseStock,
  reserveStock,
  stockContract,
  takeStock,
} from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson } from '../support/people.ts'
import { addProduct, addStyle, asGuest } from '../support/store.ts'

const NOBODY = 999_999_999
const MINUTE_MS = 60_000

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const later = (minutes: number): Ctx => ({
  ...ctx,
  clock: { now: () => new Date(Date.now() + minutes * MINUTE_MS) },
})

async function addStock(...quantities: number[]) {
  const productId = await addProduct(ctx)
  const { skuIds } = await addStyle(ctx, productId, { quantities })
  return { productId, skuIds, skuId: skuIds[0] ?? 0 }
}

/** [in stock, reserved] of each of these. */
async function stockOf(skuIds: readonly number[]) {
  const rows = await ctx.db
    .selectFrom('sku')
    .select(['quantity', 'reserved'])
    .where('id', 'in', skuIds)
    .orderBy('id')
    .execute()
  return rows.map(({ quantity, reserved }) => [quantity, reserved])
}

async function versionOf(productId: number): Promise<number> {
  const row = await ctx.db
    .selectFrom('product_summary')
    .select('version')
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row?.version ?? 0
}

const reserve = (input: object, as: Ctx = ctx) =>
  reserveStock(as, stockContract.reserveStockInput.parse(input))
const idsOf = ({ items }: Awaited<ReturnType<typeof reserve>>) => items.map(({ id }) => id)

describe('who changes stock', () => {
  it('has a key for it', async () => {
    const { skuId, skuIds } = await addStock(5)
    const { items } = await reserve({ items: [{ skuId, quantity: 1 }] })
    const reservationIds = items.map(({ id }) => id)
    for (const [as, code] of [
      [{ ...ctx, actor: ANONYMOUS }, 'UNAUTHENTICATED'],
      [await asGuest(ctx), 'UNAUTHENTICATED'],
      [await asPerson(ctx), 'FORBIDDEN'],
    ] as const) {
      for (const write of [
        () => adjustStock(as, { skuId, delta: 1 }),
        () => reserve({ items: [{ skuId, quantity: 1 }] }, as),
        () => takeStock(as, { reservationIds }),
        () => releaseStock(as, { reservationIds }),
      ]) {
        await expect(write()).rejects.toMatchObject({ code })
      }
    }
    expect(await stockOf(skuIds)).toEqual([[5, 1]])
  })
})

describe('an adjustment', () => {
  it('adds, takes away, or says what there is', async () => {
    const { skuId } = await addStock(5)
    expect(await adjustStock(ctx, { skuId, delta: 3 })).toEqual({
      ...{ skuId, quantity: 8, reserved: 0, available: 8 },
    })
    expect(await adjustStock(ctx, { skuId, delta: -8 })).toMatchObject({ available: 0 })
    const counted = await adjustStock(ctx, { skuId, quantity: 11 })
    expect(stockContract.stockSchema.strict().parse(counted)).toMatchObject({ quantity: 11 })
  })

  it('moves the version of the product, when it changes anything', async () => {
    const { productId, skuId } = await addStock(5)
    await adjustStock(ctx, { skuId, delta: 1 })
    const version = await versionOf(productId)
    expect(version).toBeGreaterThan(0)
    await adjustStock(ctx, { skuId, delta: 0 })
    await adjustStock(ctx, { skuId, quantity: 6 })
    expect(await versionOf(productId)).toBe(version)
    await adjustStock(ctx, { skuId, quantity: 0 })
    expect(await versionOf(productId)).toBe(version + 1)
  })

  it('never leaves less than is reserved, nor more than there can be', async () => {
    const { skuId, skuIds } = await addStock(5)
    await reserve({ items: [{ skuId, quantity: 3 }] })
    await expect(adjustStock(ctx, { skuId, delta: -3 })).rejects.toMatchObject({
      ...{ code: 'OUT_OF_STOCK', fields: [{ pointer: '/delta' }] },
    })
    await expect(adjustStock(ctx, { skuId, quantity: 2 })).rejects.toMatchObject({
      ...{ code: 'OUT_OF_STOCK', fields: [{ pointer: '/quantity' }] },
    })
    await expect(adjustStock(ctx, { skuId, delta: 1_000_000_000 })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', fields: [{ pointer: '/delta' }] },
    })
    expect(await stockOf(skuIds)).toEqual([[5, 3]])
  })

  it('of nothing is an error', async () => {
    await expect(adjustStock(ctx, { skuId: NOBODY, delta: 1 })).rejects.toMatchObject({
      ...{ code: 'SKU_NOT_FOUND', fields: [{ pointer: '/skuId' }] },
    })
  })
})

describe('a reservation', () => {
  it('holds all of the items, so that others cannot have them', async () => {
    const { productId, skuIds } = await addStock(2, 1)
    const [a = 0, b = 0] = skuIds
    const reserved = await reserve({
      ...{
        items: [
          { skuId: b, quantity: 1 },
          { skuId: a, quantity: 2 },
        ],
        minutes: 5,
      },
    })
    expect(stockContract.reserveStockOutput.parse(reserved)).toEqual(reserved)
    expect(reserved.items.map(({ skuId, quantity }) => [skuId, quantity])).toEqual([
      [b, 1],
      [a, 2],
    ])
    expect(await stockOf(skuIds)).toEqual([
      [2, 2],
      [1, 1],
    ])
    const { items } = await listStyles(ctx, { productId })
    expect(items[0]?.skus.map(({ available }) => available)).toEqual([0, 0])
    expect(await versionOf(productId)).toBe(2)
  })

  it('holds nothing when one of them cannot be had, and says which', async () => {
    const { skuIds } = await addStock(2, 1, 0)
    const [a = 0, b = 0, c = 0] = skuIds
    const items = [
      { skuId: a, quantity: 2 },
      { skuId: b, quantity: 2 },
      { skuId: c, quantity: 1 },
    ]
    await expect(reserve({ items })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      fields: [
        { pointer: '/items/1/quantity', message: '1 left' },
        { pointer: '/items/2/quantity', message: '0 left' },
      ],
    })
    const unknown = [
      { skuId: a, quantity: 1 },
      { skuId: NOBODY, quantity: 1 },
    ]
    await expect(reserve({ items: unknown })).rejects.toMatchObject({
      ...{ code: 'SKU_NOT_FOUND', fields: [{ pointer: '/items/1/skuId' }] },
    })
    expect(await stockOf(skuIds)).toEqual([
      [2, 0],
      [1, 0],
      [0, 0],
    ])
  })

  it('can be for an account that there is', async () => {
    const { skuId } = await addStock(2)
    const { accountId } = await asGuest(ctx)
    await reserve({ items: [{ skuId, quantity: 1 }], accountId })
    await expect(
      reserve({ items: [{ skuId, quantity: 1 }], accountId: NOBODY }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', fields: [{ pointer: '/accountId' }] })
  })

  it('is taken once, and then there is less', async () => {
    const { skuIds, skuId } = await addStock(5, 5)
    const items = skuIds.map((id) => ({ skuId: id, quantity: 2 }))
    const reservationIds = idsOf(await reserve({ items }))
    const taken = await takeStock(ctx, { reservationIds: [...reservationIds, ...reservationIds] })
    expect(taken.items[0]).toEqual({ skuId, quantity: 3, reserved: 0, available: 3 })
    for (const settle of [takeStock, releaseStock]) {
      await expect(settle(ctx, { reservationIds })).rejects.toMatchObject({
        ...{ code: 'RESERVATION_NOT_FOUND', fields: [{ pointer: '/reservationIds' }] },
      })
    }
    expect(await stockOf(skuIds)).toEqual([
      [3, 0],
      [3, 0],
    ])
  })

  it('is released once, and then there is as much as before', async () => {
    const { skuId, skuIds } = await addStock(5)
    const reservationIds = idsOf(await reserve({ items: [{ skuId, quantity: 5 }] }))
    expect(await releaseStock(ctx, { reservationIds })).toMatchObject({
      items: [{ quantity: 5, reserved: 0, available: 5 }],
    })
    await expect(takeStock(ctx, { reservationIds })).rejects.toMatchObject({
      code: 'RESERVATION_NOT_FOUND',
    })
    expect(await stockOf(skuIds)).toEqual([[5, 0]])
  })

  it('is settled with all the others, or none of them is', async () => {
    const { skuId, skuIds } = await addStock(5)
    const held = idsOf(await reserve({ items: [{ skuId, quantity: 1 }] }))
    for (const settle of [takeStock, releaseStock]) {
      await expect(settle(ctx, { reservationIds: [...held, NOBODY] })).rejects.toMatchObject({
        code: 'RESERVATION_NOT_FOUND',
      })
    }
    expect(await stockOf(skuIds)).toEqual([[5, 1]])
    await takeStock(ctx, { reservationIds: held })
  })
})

describe('a reservation that has expired', () => {
  // Those of other tests.
  beforeEach(() => releaseExpired(later(60), {}))

  it('cannot be taken, before anybody has cleared it away and after that', async () => {
    const { productId, skuId, skuIds } = await addStock(5)
    const reservationIds = idsOf(await reserve({ items: [{ skuId, quantity: 4 }], minutes: 10 }))
    await expect(takeStock(later(11), { reservationIds })).rejects.toMatchObject({
      code: 'RESERVATION_NOT_FOUND',
    })
    expect(await stockOf(skuIds)).toEqual([[5, 4]])
    const version = await versionOf(productId)
    expect(await releaseExpired(later(11), {})).toEqual({ released: 1 })
    expect(await releaseExpired(later(11), {})).toEqual({ released: 0 })
    expect(await stockOf(skuIds)).toEqual([[5, 0]])
    expect(await versionOf(productId)).toBe(version + 1)
  })

  it('is left alone a moment before', async () => {
    const { skuId, skuIds } = await addStock(5)
    const reservationIds = idsOf(await reserve({ items: [{ skuId, quantity: 4 }], minutes: 10 }))
    expect(await releaseExpired(later(9), {})).toEqual({ released: 0 })
    await takeStock(later(9), { reservationIds })
    expect(await stockOf(skuIds)).toEqual([[1, 0]])
  })

  it('is cleared away once by several that look at the same time, however many there are', async () => {
    const { skuIds } = await addStock(500, 500)
    await sql`
      insert into stock_reservation (sku_id, quantity, expires_at)
      select sku_id, 1, now() - n * interval '1 second'
      from generate_series(1, 225) as n, unnest(${skuIds}::integer[]) as sku_id
    `.execute(ctx.db)
    await sql`update sku set reserved = 230 where id = any(${skuIds}::integer[])`.execute(ctx.db)
    const runs = await Promise.all([1, 2, 3].map(() => releaseExpired(ctx, {})))
    expect(runs.reduce((sum, { released }) => sum + released, 0)).toBe(450)
    expect(await stockOf(skuIds)).toEqual([
      [500, 5],
      [500, 5],
    ])
  })
})

import { type Ctx, isAppError } from '@loadout/core'
import {
  adjustStock,
  curateRelated,
  getProduct,
  interact,
  listStyles,
  renameProduct,
  reserveStock,
  saveProducts,
  setPrice,
  setStatus,
  storeDocumentSchema,
  takeStock,
} from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { game, garment, save, saved } from './documents.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** What went wrong other than as it may. */
function failures(settled: readonly PromiseSettledResult<unknown>[], allowed: readonly string[]) {
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return []
    const { reason } = one
    return isAppError(reason) && allowed.includes(reason.code) ? [] : [String(reason)]
  })
}

const skuOf = async (productId: number) => {
  const { items } = await listStyles(ctx, { productId })
  return items[0]?.skus[0]?.id ?? 0
}

describe('everything that can happen to a product, at the same time', () => {
  it('neither deadlocks nor leaves it in pieces', async () => {
    const [one, other] = [await saved(ctx, garment('r1')), await saved(ctx, garment('r2'))]
    const skus = [await skuOf(one), await skuOf(other)]
    const guest = await asGuest(ctx)
    const ids = [one, other]
    const settled = await atOnce(240, async (n) => {
      const [productId = 0, second = 0] = n % 2 === 0 ? ids : ids.toReversed()
      const skuId = skus[n % 2] ?? 0
      const acts: readonly (() => Promise<unknown>)[] = [
        () => save(ctx, [garment('r1', { tagline: `${n}` }), garment('r2', { tagline: `${n}` })]),
        () => save(ctx, [garment('r2', { tagline: `${n}` }), garment('r1', { tagline: `${n}` })]),
        () => setPrice(ctx, { productId, price: { amount: n, saleAmount: null } }),
        () => renameProduct(ctx, { productId, slug: `slug-${n % 5}-x` }),
        () => adjustStock(ctx, { skuId, delta: 5 }),
        () => curateRelated(ctx, { productId, relatedIds: [second] }),
        () => interact(guest, { element: 'e', widget: 'w', time: 't', productId }),
        async () => {
          const items = skus.map((id) => ({ skuId: id, quantity: 1 }))
          const reserved = await reserveStock(ctx, {
            ...{ minutes: 5, items: n % 2 === 0 ? items : items.toReversed() },
          })
          return takeStock(ctx, { reservationIds: reserved.items.map(({ id }) => id) })
        },
      ]
      return acts[n % acts.length]?.()
    })
    expect(failures(settled, ['OUT_OF_STOCK', 'SLUG_TAKEN'])).toEqual([])
    for (const id of ids) await expectWhole(id)
  })

  /** One default style, stock that adds up, prices that begin where others ended. */
  async function expectWhole(productId: number): Promise<void> {
    const { rows } = await sql<{ defaults: number; wrong: number; slugs: number }>`
      select
        (select count(*) from style where product_id = ${productId} and is_default) as defaults,
        (select count(*) from sku join style on style.id = sku.style_id
          where product_id = ${productId} and (reserved < 0 or reserved > quantity)) as wrong,
        (select count(*) from product join slug_history using (slug)) as slugs
    `.execute(ctx.db)
    expect(rows).toEqual([{ defaults: 1, wrong: 0, slugs: 0 }])
    const product = await getProduct(ctx, { idOrSlug: productId })
    expect(product.prices).toHaveLength(1)
    expect(product.revision).toBeGreaterThan(30)
  }

  it('counts every change of a product once in its revision', async () => {
    const productId = await saved(ctx, game('r3'))
    const before = (await getProduct(ctx, { idOrSlug: productId })).revision
    const settled = await atOnce(
      60,
      (n): Promise<unknown> =>
        n % 2 === 0
          ? setPrice(ctx, { productId, price: { amount: n + 1_000, saleAmount: null } })
          : save(ctx, [game('r3', { tagline: `change ${n}` })]),
    )
    expect(failures(settled, [])).toEqual([])
    expect((await getProduct(ctx, { idOrSlug: productId })).revision).toBe(before + 60)
  })

  it('counts every change of its stock once in its version', async () => {
    const productId = await saved(ctx, garment('r4'))
    const skuId = await skuOf(productId)
    const settled = await atOnce(60, () => adjustStock(ctx, { skuId, delta: 1 }))
    expect(failures(settled, [])).toEqual([])
    const { version } = await ctx.db
      .selectFrom('product_summary')
      .select('version')
      .where('product_id', '=', productId)
      .executeTakeFirstOrThrow()
    // The row begins at 1 with the first of them.
    expect(version).toBe(61)
    const { items } = await listStyles(ctx, { productId })
    expect(items[0]?.skus[0]?.available).toBe(63)
  })

  it('shows a reader the product before a change or after it, never between', async () => {
    const productId = await saved(
      ctx,
      game('r5', { name: 'n0', tags: ['t0'], features: [{ name: 'f0' }] }),
    )
    let isWriting = true
    const write = async () => {
      for (let n = 1; n <= 25; n += 1) {
        const parts = { tags: [`t${n}`], features: [{ name: `f${n}` }] }
        await save(ctx, [game('r5', { name: `n${n}`, ...parts })])
      }
      isWriting = false
    }
    const read = async () => {
      const seen = new Set<string>()
      while (isWriting) {
        const { name, tags, features, revision } = await getProduct(ctx, { idOrSlug: productId })
        const n = name.slice(1)
        expect([tags, features.map((one) => one.name), revision]).toEqual([
          [`t${n}`],
          [`f${n}`],
          Number(n) + 1,
        ])
        seen.add(n)
      }
      return seen.size
    }
    const [, ...readers] = await Promise.all([write(), read(), read(), read()])
    for (const size of readers) expect(size).toBeGreaterThan(1)
  })

  it('hides a product from everybody who asks after that', async () => {
    const productId = await saved(ctx, game('r6'))
    const reads = async () => {
      const [read] = await Promise.allSettled([getProduct(ctx, { idOrSlug: productId })])
      return read?.status
    }
    for (const status of ['hidden', 'active', 'hidden'] as const) {
      await setStatus(ctx, { productId, status })
      const expected = status === 'hidden' ? 'rejected' : 'fulfilled'
      expect(await Promise.all([reads(), reads(), reads()])).toEqual([expected, expected, expected])
    }
  })
})

describe('a document that leaves out stock', () => {
  const black = { name: 'Black', price: { amount: 14_000 } }
  const [small, medium] = [
    { size: 'S', quantity: 3 },
    { size: 'M', quantity: 3 },
  ]
  const whole = (key: string, tagline = '') =>
    garment(key, { tagline, styles: [{ ...black, skus: [small, medium] }] })
  const without = (key: string) => garment(key, { styles: [{ ...black, skus: [medium] }] })
  const hold = async (skuId: number) => {
    const reserved = await reserveStock(ctx, { items: [{ skuId, quantity: 1 }], minutes: 5 })
    return reserved.items.map(({ id }) => id)
  }

  it('is refused while some of it is reserved, and nothing of it is saved', async () => {
    const productId = await saved(ctx, whole('h1'))
    const reservationIds = await hold(await skuOf(productId))
    const before = await listStyles(ctx, { productId })
    const other = { ...black, name: 'Other' }
    const refused = await save(ctx, [
      without('h1'),
      garment('h1', { tagline: 'changed', styles: [other] }),
      garment('h1 other', { styles: [other] }),
    ])
    expect(refused).toMatchObject([
      { refusal: { code: 'CONFLICT', field: { pointer: '/styles/0/skus' } } },
      { refusal: { code: 'CONFLICT', field: { pointer: '/styles' } } },
      { outcome: 'inserted' },
    ])
    expect(await listStyles(ctx, { productId })).toEqual(before)
    expect(await getProduct(ctx, { idOrSlug: productId })).toMatchObject({ tagline: '' })
    // What is kept may change, and when nothing is reserved any more it may go.
    expect(await save(ctx, [whole('h1', 'changed')])).toMatchObject([{ outcome: 'updated' }])
    expect(await takeStock(ctx, { reservationIds })).toMatchObject({ items: [{ available: 2 }] })
    expect(await save(ctx, [without('h1')])).toMatchObject([{ outcome: 'updated' }])
  })

  it('waits for who is reserving it, and is refused then', async () => {
    const productId = await saved(ctx, whole('h2'))
    const skuId = await skuOf(productId)
    const tx = await ctx.db.startTransaction().execute()
    await sql`update sku set reserved = 1 where id = ${skuId}`.execute(tx)
    const saving = save(ctx, [without('h2')])
    await somebodyWaits()
    await tx.commit().execute()
    expect(await saving).toMatchObject([{ refusal: { code: 'CONFLICT' } }])
    expect(await skuOf(productId)).toBe(skuId)
  })

  it('is waited for by who wants to reserve it, and finds nothing then', async () => {
    const skuId = await skuOf(await saved(ctx, whole('h3')))
    const tx = await ctx.db.startTransaction().execute()
    await saveProducts(ctx, tx, [storeDocumentSchema.parse(without('h3'))])
    const holding = Promise.allSettled([hold(skuId)])
    await somebodyWaits()
    await tx.commit().execute()
    expect(await holding).toMatchObject([{ reason: { code: 'SKU_NOT_FOUND' } }])
  })

  it('at the same time as a reservation is saved, or the reservation can be taken', async () => {
    const settled = await atOnce(24, async (n) => {
      const skuId = await skuOf(await saved(ctx, whole(`race ${n}`)))
      const [held, outcomes] = await Promise.all([
        hold(skuId).catch((error: unknown) => {
          if (isAppError(error, 'SKU_NOT_FOUND')) return null
          throw error
        }),
        save(ctx, [without(`race ${n}`)]),
      ])
      expect(outcomes).toMatchObject([{ outcome: held === null ? 'updated' : 'refused' }])
      return held && takeStock(ctx, { reservationIds: held })
    })
    expect(failures(settled, [])).toEqual([])
  })

  /** Until a transaction of this database waits for the lock of another one. */
  async function somebodyWaits(): Promise<void> {
    for (let isWaiting = false; !isWaiting; ) {
      const { rows } = await sql<{ is_waiting: boolean }>`
        select exists (
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        ) as is_waiting
      `.execute(ctx.db)
      isWaiting = rows[0]?.is_waiting ?? false
    }
  }
})

import { type Actor, ANONYMOUS, AppError, type Ctx } from '@loadout/core'
import {
  catalogContract,
  curateRelated,
  getProduct,
  listRelated,
  listStyles,
  priceHistory,
  renameProduct,
  saveProduct,
  setPrice,
  setStatus,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'
import { game } from './documents.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const read = (idOrSlug: number | string) => getProduct(ctx, { idOrSlug })
const price = (input: object) => setPrice(ctx, catalogContract.setPriceInput.parse(input))
const NOBODY = 999_999_999

/** Prices that have ended, as [currency, amount], the oldest first. */
async function ended(productId: number, styleId?: number) {
  const input = { productId, styleId, limit: 100 }
  const { items } = await priceHistory(ctx, input)
  return items.map(({ currency, amount }) => [currency, amount]).toReversed()
}

describe('who may change the catalogue', () => {
  const key = (scopes: Extract<Actor, { kind: 'api-key' }>['scopes']): Actor => ({
    ...{ kind: 'api-key', keyId: 'k', scopes },
  })
  const guest: Actor = { kind: 'account', accountId: 1, role: 'guest' }
  const user: Actor = { kind: 'account', accountId: 1, role: 'user' }

  it.each([
    ['nobody in particular', ANONYMOUS, 'UNAUTHENTICATED'],
    ['a guest', guest, 'UNAUTHENTICATED'],
    ['who has only signed up', user, 'FORBIDDEN'],
    ['a key for something else', key(['imports:write', 'staff:write']), 'FORBIDDEN'],
  ] as const)('is not %s', async (_, actor, code) => {
    const productId = await addProduct(ctx)
    const as = { ...ctx, actor }
    const writes = [
      () => saveProduct(as, storeDocumentSchema.parse(game('not saved'))),
      () => setPrice(as, { productId, price: { amount: 1, saleAmount: null } }),
      () => renameProduct(as, { productId, slug: 'not-renamed' }),
      () => setStatus(as, { productId, status: 'hidden' }),
      () => curateRelated(as, { productId, relatedIds: [] }),
    ]
    for (const write of writes) await expect(write()).rejects.toMatchObject({ code })
    expect((await read(productId)).revision).toBe(1)
  })

  it('is a key for it', async () => {
    const as = { ...ctx, actor: key(['catalog:write']) }
    const document = storeDocumentSchema.parse(game('by key', { slug: 'by-key' }))
    const saved = await saveProduct(as, document)
    expect(catalogContract.saveOutput.strict().parse(saved)).toEqual(saved)
    expect(saved).toMatchObject({ slug: 'by-key', revision: 1, outcome: 'inserted' })
    expect(await saveProduct(as, document)).toMatchObject({ id: saved.id, outcome: 'unchanged' })
  })
})

describe('a caller who is gone before it is his turn', () => {
  it('has nothing saved or renamed any more', async () => {
    const productId = await addProduct(ctx, { slug: 'still-so' })
    const controller = new AbortController()
    const gone = { ...ctx, signal: controller.signal }
    const document = (key: string) => storeDocumentSchema.parse(game(key))
    const writes = Promise.allSettled([
      saveProduct(ctx, document('before him')),
      saveProduct(gone, document('too late')),
      renameProduct(gone, { productId, slug: 'too-late' }),
      saveProduct(ctx, document('after him')),
    ])
    controller.abort(new AppError('TIMEOUT'))
    expect(await writes).toMatchObject([
      { value: { outcome: 'inserted' } },
      { reason: { code: 'TIMEOUT' } },
      { reason: { code: 'TIMEOUT' } },
      { value: { outcome: 'inserted' } },
    ])
    expect(await read(productId)).toMatchObject({ slug: 'still-so', revision: 1 })
    const { rows } = await sql`select from product_source where key = 'too late'`.execute(ctx.db)
    expect(rows).toEqual([])
  })

  it('waits behind so many at most', async () => {
    const documents = Array.from({ length: 201 }, (_, n) =>
      storeDocumentSchema.parse(game(`queue ${n}`, { id: NOBODY })),
    )
    const settled = await Promise.allSettled(documents.map((one) => saveProduct(ctx, one)))
    expect(settled.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      ...documents.slice(1).map(() => 'PRODUCT_NOT_FOUND'),
      'UNAVAILABLE',
    ])
  })
})

describe('a document that cannot be saved', () => {
  it.each([
    ['PRODUCT_NOT_FOUND', '/id', { id: NOBODY }],
    ['PRODUCT_NOT_FOUND', '/base', { base: NOBODY }],
    ['SLUG_TAKEN', '/slug', { slug: 'taken' }],
  ] as const)('is the error %s at %s, and leaves nothing', async (code, pointer, over) => {
    if (code === 'SLUG_TAKEN') await addProduct(ctx, { slug: 'taken' })
    const document = storeDocumentSchema.parse(game(`refused ${pointer}`, over))
    await expect(saveProduct(ctx, document)).rejects.toMatchObject({ code, fields: [{ pointer }] })
    const left = await ctx.db
      .selectFrom('product_source')
      .selectAll()
      .where('key', '=', `refused ${pointer}`)
      .execute()
    expect(left).toEqual([])
  })
})

describe('a price', () => {
  it('that is the first one decides the currency, and others stand beside it', async () => {
    const productId = await addProduct(ctx)
    await price({ productId, currency: 'EUR', price: { amount: 1_999 } })
    await price({ productId, currency: 'USD', price: { amount: 2_199, saleAmount: 999 } })
    expect(await read(productId)).toMatchObject({
      ...{ price: { currency: 'EUR', amount: 1_999, saleAmount: null }, revision: 3 },
      prices: [{ currency: 'EUR' }, { currency: 'USD', amount: 2_199, saleAmount: 999 }],
    })
    expect(await ended(productId)).toEqual([
      ['EUR', null],
      ['USD', null],
    ])
  })

  it('that is replaced goes into the history, one that stays does not', async () => {
    const productId = await addProduct(ctx, { price: 1_000 })
    await price({ productId, price: { amount: 1_000, saleAmount: 500 } })
    await price({ productId, price: { amount: 900 } })
    const { revision } = await price({ productId, price: { amount: 900 } })
    expect(revision).toBe(3)
    await price({ productId, currency: 'EUR', price: { amount: 800 } })
    await price({ productId, currency: 'EUR', price: null })
    await price({ productId, price: null })
    expect(await read(productId)).toMatchObject({ price: null, prices: [] })
    expect(await ended(productId)).toEqual([
      ['USD', 1_000],
      ['USD', 1_000],
      ['EUR', null],
      ['EUR', 800],
      ['USD', 900],
    ])
  })

  it('of a style is in the currency of its product', async () => {
    const productId = await addProduct(ctx, { currency: 'EUR', price: 1 })
    const { styleId } = await addStyle(ctx, productId, { originalPrice: 14_000 })
    await price({ productId, styleId, price: { amount: 15_000, saleAmount: 10_000 } })
    const { revision } = await price({
      productId,
      styleId,
      price: { amount: 15_000, saleAmount: 10_000 },
    })
    expect(revision).toBe(2)
    const { items } = await listStyles(ctx, { productId })
    expect(items[0]?.price).toEqual({ currency: 'EUR', amount: 15_000, saleAmount: 10_000 })
    expect(await ended(productId, styleId)).toEqual([['EUR', 14_000]])
    expect(await ended(productId)).toEqual([])
  })

  it('of a style of another product is an error', async () => {
    const { styleId } = await addStyle(ctx, await addProduct(ctx))
    const productId = await addProduct(ctx)
    await expect(price({ productId, styleId, price: { amount: 1 } })).rejects.toMatchObject({
      ...{ code: 'STYLE_NOT_FOUND', fields: [{ pointer: '/styleId' }] },
    })
    await expect(price({ productId: NOBODY, price: null })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    })
  })

  it('set by many at once leaves a history without a gap', async () => {
    const productId = await addProduct(ctx, { price: 1 })
    const amounts = Array.from({ length: 20 }, (_, n) => n + 2)
    await Promise.all(amounts.map((amount) => price({ productId, price: { amount } })))
    const last = (await read(productId)).price?.amount
    const all = [...(await ended(productId)).map(([, amount]) => Number(amount)), Number(last)]
    expect(all[0]).toBe(1)
    expect(all.toSorted((a, b) => a - b)).toEqual([1, ...amounts])
  })
})

describe('a slug', () => {
  it('that was given up leads on, and comes back', async () => {
    const productId = await addProduct(ctx, { slug: 'old-name' })
    await renameProduct(ctx, { productId, slug: 'new-name' })
    await renameProduct(ctx, { productId, slug: 'newer-name' })
    expect(await read('old-name')).toMatchObject({ slug: 'newer-name', redirectedFrom: 'old-name' })
    const { revision } = await renameProduct(ctx, { productId, slug: 'old-name' })
    expect(revision).toBe(4)
    expect(await renameProduct(ctx, { productId, slug: 'old-name' })).toMatchObject({ revision: 4 })
    expect(await read('old-name')).toMatchObject({ redirectedFrom: null })
    expect(await read('new-name')).toMatchObject({ redirectedFrom: 'new-name' })
  })

  it('that another product has or had is taken', async () => {
    const other = await addProduct(ctx, { slug: 'had' })
    await renameProduct(ctx, { productId: other, slug: 'has' })
    const productId = await addProduct(ctx)
    for (const slug of ['has', 'had']) {
      await expect(renameProduct(ctx, { productId, slug })).rejects.toMatchObject({
        ...{ code: 'SLUG_TAKEN', fields: [{ pointer: '/slug' }] },
      })
    }
  })

  it('goes to one of those who ask for it at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => addProduct(ctx)))
    const asked = await Promise.allSettled(
      ids.map((productId) => renameProduct(ctx, { productId, slug: 'wanted-by-all' })),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of asked) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'SLUG_TAKEN' })
    }
  })
})

describe('the status of a product', () => {
  it('hides it and shows it again', async () => {
    const productId = await addProduct(ctx)
    expect(await setStatus(ctx, { productId, status: 'hidden' })).toEqual({
      id: productId,
      revision: 2,
    })
    expect(await setStatus(ctx, { productId, status: 'hidden' })).toMatchObject({ revision: 2 })
    await expect(read(productId)).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' })
    await setStatus(ctx, { productId, status: 'active' })
    expect((await read(productId)).revision).toBe(3)
  })
})

describe('what people choose to show beside a product', () => {
  it('replaces what was chosen before', async () => {
    const productId = await addProduct(ctx)
    const [a, b, c] = [await addProduct(ctx), await addProduct(ctx), await addProduct(ctx)]
    await curateRelated(ctx, { productId, relatedIds: [a, b] })
    const { revision } = await curateRelated(ctx, { productId, relatedIds: [c, b, c] })
    expect(revision).toBe(3)
    const { items } = await listRelated(ctx, { productId, limit: 5 })
    expect(items.map(({ id }) => id)).toEqual([c, b])
  })

  it('is neither the product itself nor one that is not there', async () => {
    const productId = await addProduct(ctx)
    const other = await addProduct(ctx)
    await expect(
      curateRelated(ctx, { productId, relatedIds: [other, NOBODY] }),
    ).rejects.toMatchObject({
      ...{ code: 'PRODUCT_NOT_FOUND', fields: [{ pointer: '/relatedIds/1' }] },
    })
    await expect(curateRelated(ctx, { productId, relatedIds: [productId] })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', fields: [{ pointer: '/relatedIds/0' }] },
    })
    expect((await listRelated(ctx, { productId, limit: 5 })).items).toEqual([])
  })
})

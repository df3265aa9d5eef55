import type { Ctx } from '@loadout/core'
import { respond, reviewsContract, voteReview } from '@loadout/core/reviews'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { createShop, HEADERS, importText, outcome, outcomeOf, rowsOf } from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(20)
  ctx = harness.ctx
})
afterAll(() => harness.close())

const REVIEW = '"2021-03-04",Fine,I like it,true,false,me,me@example.com'

describe('a product that comes again', () => {
  it('is what the file says, keeps its slug, and its old price is kept', async () => {
    const run = await importText(ctx, [
      HEADERS.product,
      '1,Renamed,New slogan,,Kicks,12.50',
      '2,Product 2,Slogan 2,,Kicks,20',
    ])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1, unchanged: 1 }))
    const product = await ctx.db
      .selectFrom('product')
      .selectAll()
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
    expect(product).toMatchObject({
      name: 'Renamed',
      tagline: 'New slogan',
      price: 1_250,
      slug: 'product-1.1',
      revision: 2,
    })
    const history = await ctx.db
      .selectFrom('price_history')
      .select(['product_id', 'amount', 'currency', 'style_id'])
      .where('product_id', '=', 1)
      .execute()
    expect(history).toEqual([{ product_id: 1, amount: 1_000, currency: 'USD', style_id: null }])
  })

  it('may have no price: it is not for sale', async () => {
    const lines = [HEADERS.product, '19,Not for sale,,,Kicks,', '20,Nor this,,,Kicks,null']
    expect(outcomeOf(await importText(ctx, lines))).toEqual(outcome({ updated: 2 }))
    const rows = await ctx.db.selectFrom('product').select('price').where('id', 'in', [19, 20])
    expect(await rows.execute()).toEqual([{ price: null }, { price: null }])
    expect(outcomeOf(await importText(ctx, lines))).toEqual(outcome({ unchanged: 2 }))
  })

  it('is another one when somebody here made it', async () => {
    const mine = await addProduct(ctx, { name: 'Mine' })
    const run = await importText(ctx, [HEADERS.product, `${mine},Theirs,,,Kicks,1`])
    expect(outcomeOf(run)).toEqual(outcome({ quarantined: 1, codes: { ID_TAKEN: 1 } }))
    // And what hangs on theirs does not hang on ours.
    const features = await importText(ctx, [HEADERS.features, `900,${mine},Fabric,Canvas`])
    expect(features.codes).toEqual({ UNKNOWN_PARENT: 1 })
    expect(
      await ctx.db.selectFrom('product').select('name').where('id', '=', mine).execute(),
    ).toEqual([{ name: 'Mine' }])
  })
})

describe('default styles', () => {
  const defaults = async () =>
    (await rowsOf(ctx, 'style', ['id', 'is_default', 'product_id'])).filter(
      ({ is_default }) => is_default,
    )

  const lines = [
    HEADERS.styles,
    '1,3,Black,null,140,1',
    '2,3,White,null,140,true',
    '3,3,Red,,140,0',
    '4,4,Black,100,140,0',
  ]

  it('are one a product; the second is loaded as not the default', async () => {
    const run = await importText(ctx, lines)
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 4, adjusted: 1 }))
    expect(await defaults()).toEqual([{ id: 1, is_default: true, product_id: 3 }])
    const again = await importText(ctx, lines)
    expect(outcomeOf(again)).toEqual(outcome({ unchanged: 4, adjusted: 1 }))
  })

  it('move when the file says so, whichever comes first in it', async () => {
    const run = await importText(ctx, [
      HEADERS.styles,
      '3,3,Red,,140,1',
      '1,3,Black,null,140,0',
      '5,4,White,,150,1',
    ])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 1, updated: 2 }))
    expect(await defaults()).toEqual([
      { id: 3, is_default: true, product_id: 3 },
      { id: 5, is_default: true, product_id: 4 },
    ])
  })

  it('take over from another one by a new row', async () => {
    const run = await importText(ctx, [HEADERS.styles, '6,3,Gold,,99,1'])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 1 }))
    expect(await defaults()).toMatchObject([{ id: 5 }, { id: 6 }])
  })

  it('leave their old prices behind', async () => {
    await importText(ctx, [HEADERS.styles, '4,4,Black,90,140,0'])
    const history = await ctx.db
      .selectFrom('price_history')
      .select(['product_id', 'style_id', 'amount', 'sale_amount'])
      .where('style_id', '=', 4)
      .execute()
    expect(history).toEqual([{ product_id: 4, style_id: 4, amount: 14_000, sale_amount: 10_000 }])
  })
})

describe('stock', () => {
  it('is what the file says, but never less than what is promised', async () => {
    await importText(ctx, [HEADERS.skus, '1,1,XS,8', '2,1,,3', '3,99,S,1'])
    await ctx.db.updateTable('sku').set({ reserved: 5 }).where('id', '=', 1).execute()
    const run = await importText(ctx, [HEADERS.skus, '1,1,XS,2', '2,1,null,4'])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 2 }))
    expect(await rowsOf(ctx, 'sku', ['id', 'size', 'quantity', 'reserved'])).toEqual([
      { id: 1, size: 'XS', quantity: 5, reserved: 5 },
      { id: 2, size: null, quantity: 4, reserved: 0 },
    ])
    const again = await importText(ctx, [HEADERS.skus, '1,1,XS,2', '2,1,"null",4'])
    expect(outcomeOf(again)).toEqual(outcome({ unchanged: 2 }))
  })
})

describe('a review that comes again', () => {
  const lines = [HEADERS.reviews, `1,5,4,${REVIEW},,8`, `2,5,2,${REVIEW},,0`]
  const review = async (id: number) =>
    ctx.db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('keeps the votes that people gave here', async () => {
    await importText(ctx, lines)
    const guest = await asGuest(ctx)
    await voteReview(guest, reviewsContract.voteReviewInput.parse({ reviewId: 1, value: 1 }))
    expect(await review(1)).toMatchObject({ helpful: 9, imported_helpful: 8 })
    expect(outcomeOf(await importText(ctx, lines))).toEqual(outcome({ unchanged: 2 }))
    const run = await importText(ctx, [HEADERS.reviews, `1,5,4,${REVIEW},,20`])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1 }))
    expect(await review(1)).toMatchObject({ helpful: 21, imported_helpful: 20 })
  })

  it('keeps the response that was given here, and takes one where there is none', async () => {
    const input = reviewsContract.respondInput.parse({ reviewId: 1, body: 'Thank you!' })
    await respond(ctx, input)
    const run = await importText(ctx, [
      HEADERS.reviews,
      `1,5,4,${REVIEW},Theirs,20`,
      `2,5,2,${REVIEW},Theirs,0`,
    ])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1, unchanged: 1 }))
    expect(await review(1)).toMatchObject({ response: 'Thank you!' })
    expect(await review(2)).toMatchObject({ response: 'Theirs' })
  })

  it('keeps what moderators decided', async () => {
    await importText(ctx, [HEADERS.reviews, `3,5,1,${REVIEW.replace('false', 'true')},,0`])
    expect(await review(3)).toMatchObject({ status: 2 })
    await ctx.db.updateTable('review').set({ status: 0 }).where('id', '=', 3).execute()
    await ctx.db.updateTable('review').set({ status: 3 }).where('id', '=', 2).execute()
    const run = await importText(ctx, [
      HEADERS.reviews,
      `3,5,1,${REVIEW.replace('false', 'true')},,0`,
      `2,5,2,${REVIEW},Theirs,0`,
    ])
    expect(outcomeOf(run)).toEqual(outcome({ unchanged: 2 }))
    expect(await review(3)).toMatchObject({ status: 0 })
    expect(await review(2)).toMatchObject({ status: 3 })
  })

  it('is another one when a person wrote it here', async () => {
    const { accountId } = await asGuest(ctx)
    const row = { product_id: 5, account_id: accountId, rating: 5, recommend: true }
    const { id } = await ctx.db
      .insertInto('review')
      .values({ ...row, body: 'Mine', author_name: 'me' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const run = await importText(ctx, [HEADERS.reviews, `${id},5,1,${REVIEW},,0`])
    expect(run.codes).toEqual({ ID_TAKEN: 1 })
    expect(await review(id)).toMatchObject({ body: 'Mine', rating: 5 })
  })
})

describe('answers', () => {
  const answer = (id: number) =>
    ctx.db
      .selectFrom('answer')
      .select(['body', 'author_name', 'badge'])
      .where('id', '=', id)
      .executeTakeFirst()
  const line = (id: number, name: string) =>
    `${id},70,Because,1600000000000,${name},me@example.com,0,0`

  it('keep the badge they came with', async () => {
    const question = '70,5,Why?,1600000000000,me,me@example.com,0,0'
    await importText(ctx, [HEADERS.questions, question])
    await importText(ctx, [HEADERS.answers, line(71, 'Seller'), line(72, 'me')])
    const run = await importText(ctx, [HEADERS.answers, line(71, 'Sam'), line(72, 'me')])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1, unchanged: 1 }))
    expect(await answer(71)).toMatchObject({ author_name: 'Sam', badge: 'seller' })
  })

  it('of the staff are others, though nobody has written them', async () => {
    const { id } = await ctx.db
      .insertInto('answer')
      .values({ question_id: 70, body: 'Ours', author_name: 'Studio', badge: 'developer' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const run = await importText(ctx, [HEADERS.answers, line(id, 'Studio')])
    expect(run.codes).toEqual({ ID_TAKEN: 1 })
    expect(await answer(id)).toEqual({ body: 'Ours', author_name: 'Studio', badge: 'developer' })
  })
})

describe('ratings of characteristics', () => {
  it('are one for each review and characteristic, whatever their ids', async () => {
    await importText(ctx, [HEADERS.characteristics, '1,5,Fit', '2,5,Comfort'])
    const run = await importText(ctx, [
      HEADERS.characteristicReviews,
      '1,1,1,4',
      '2,1,1,5',
      '3,2,1,3',
      '4,2,1,3',
    ])
    expect(outcomeOf(run)).toEqual(
      outcome({ inserted: 2, quarantined: 2, codes: { DUPLICATE: 2 } }),
    )
    expect(await rowsOf(ctx, 'characteristic_review', ['id', 'value'])).toEqual([
      { id: 1, value: 4 },
      { id: 3, value: 3 },
    ])
  })

  it('may change, but not into one that is there', async () => {
    const run = await importText(ctx, [
      HEADERS.characteristicReviews,
      '1,1,1,2',
      '3,1,1,3',
      '9,2,1,3',
    ])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1, quarantined: 2, codes: { DUPLICATE: 2 } }))
    const rejects = await ctx.db
      .selectFrom('import_reject')
      .select(['line', 'original'])
      .where('run_id', '=', run.id)
      .orderBy('line')
      .execute()
    expect(rejects).toEqual([
      { line: 3, original: '3,1,1,3' },
      { line: 4, original: '9,2,1,3' },
    ])
  })
})

describe('links and features', () => {
  it('keep pairs that occur twice, under their own ids', async () => {
    const lines = [HEADERS.related, '1,1,2', '2,1,2', '3,1,1', '4,1,0', '5,2,1']
    const run = await importText(ctx, lines)
    expect(outcomeOf(run)).toEqual(
      outcome({ inserted: 3, quarantined: 2, codes: { SELF_LINK: 1, UNKNOWN_PARENT: 1 } }),
    )
    expect(outcomeOf(await importText(ctx, lines))).toMatchObject({ unchanged: 3, inserted: 0 })
  })

  it('move to another product when the file says so', async () => {
    await importText(ctx, [HEADERS.features, '1,1,Fabric,Canvas'])
    const run = await importText(ctx, [HEADERS.features, '1,2,Fabric,null'])
    expect(outcomeOf(run)).toEqual(outcome({ updated: 1 }))
    expect(await rowsOf(ctx, 'product_feature', ['id', 'product_id', 'value'])).toEqual([
      { id: 1, product_id: 2, value: null },
    ])
  })
})

describe('ids beyond our own first one', () => {
  it('are skipped by what is made here next', async () => {
    await importText(ctx, [HEADERS.features, '100000001,1,Fabric,Canvas', '100000005,1,Cut,Loose'])
    const { id } = await ctx.db
      .insertInto('product_feature')
      .values({ product_id: 1, name: 'Own', value: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(id).toBe(100_000_006)
    await importText(ctx, [HEADERS.features, '100000002,1,Sole,Rubber'])
    const next = await ctx.db
      .insertInto('product_feature')
      .values({ product_id: 1, name: 'Own', value: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(next.id).toBe(100_000_007)
  })

  it('leave room for those that are given out later', async () => {
    const run = await importText(ctx, [
      HEADERS.features,
      '2147483647,1,a,b',
      '2147483648,1,a,b',
      '1000000001,1,a,b',
      '-4,1,a,b',
      'NaN,1,a,b',
    ])
    expect(run.codes).toEqual({ INVALID_VALUE: 5 })
  })
})

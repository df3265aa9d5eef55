import type { Ctx } from '@loadout/core'
import {
  reviewsContract as contract,
  reviewJson,
  reviewSummaryJson,
  setCharacteristics,
} from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { addCharacteristics, list, meta, reviewBySomebody } from './reviewing.ts'

let harness: Harness
let ctx: Ctx
let productId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  productId = await addProduct(ctx)
})

/** A review as the fragment shows it, from inside another statement. */
async function shownAs(alias: string, id: number): Promise<unknown> {
  const { rows } = await sql<{ review: unknown }>`
    select ${reviewJson(alias)} as review from review as ${sql.id(alias)}
    where ${sql.id(alias)}.id = ${id}
  `.execute(ctx.db)
  return rows[0]?.review
}

describe('reviewJson', () => {
  it.each(['review', 'top_review', 'photo of "it"'])('has every key, as %s', async (alias) => {
    const [fit = 0] = await addCharacteristics(ctx, productId, ['Fit'])
    const { id } = await reviewBySomebody(ctx, productId, {
      photos: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
      characteristics: [{ id: fit, value: 3 }],
    })
    const shown = await shownAs(alias, id)
    expect(contract.reviewSchema.strict().parse(shown)).toEqual(shown)
    expect((await list(ctx, { productId })).items).toEqual([shown])
  })

  it('shows what an import did not know as null, and moments to the millisecond', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into review (
        product_id, rating, recommend, body, author_name, created_at, response, helpful, imported_helpful
      )
      values (${productId}, 1, false, 'Old', 'Ann', '1999-12-31T23:59:59.9994Z', 'Thanks', 7, 7)
      returning id
    `.execute(ctx.db)
    expect(await shownAs('old', rows[0]?.id ?? 0)).toMatchObject({
      playtimeMinutes: null,
      editedAt: null,
      createdAt: '1999-12-31T23:59:59.999Z',
      response: { body: 'Thanks', respondedAt: null },
      helpful: 7,
      photos: [],
      characteristics: [],
    })
  })
})

describe('reviewSummaryJson', () => {
  it('says the same inside a statement about many products', async () => {
    await setCharacteristics(ctx, { category: 'Gloves', names: ['Grip', 'Warmth'] })
    const gloves = await addProduct(ctx, { category: 'Gloves' })
    await reviewBySomebody(ctx, productId)
    const { rows } = await sql<{ id: number; summary: unknown }>`
      select p.id, ${reviewSummaryJson(sql.ref('p.id'), ctx.reviewLabels.rules)} as summary from product as p
      where p.id in (${productId}, ${gloves}) order by p.id
    `.execute(ctx.db)
    for (const { id, summary } of rows) expect(summary).toEqual(await meta(ctx, id))
    expect(rows[1]?.summary).toMatchObject({
      reviews: 0,
      characteristics: [{ id: null, name: 'Grip' }, { name: 'Warmth' }],
    })
  })
})

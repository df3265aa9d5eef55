import type { Ctx } from '@loadout/core'
import { importsContract, listRejects } from '@loadout/core/imports'
import { recountReviews } from '@loadout/core/reviews'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { outcome, outcomeOf, rowsOf } from './importing.ts'
import { haveRealData, importReal, importRealFolder } from './real-data.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const HEADS = 'atelier/heads2021'

async function rejectsOf(id: number) {
  const input = importsContract.listRejectsInput.parse({ id, limit: 100 })
  const { items } = await listRejects(ctx, input)
  return items.map(({ row, line, column, code, original }) => {
    expect(line).toBe(row + 1)
    return [row, column, code, original.slice(0, 7)]
  })
}

/** The first rows of an edition of the files in which texts are quoted and dates are milliseconds. */
describe.runIf(haveRealData)('the heads of the files of 2021', () => {
  it('without what they build on are in quarantine, row by row', async () => {
    const runs = await importRealFolder(ctx, HEADS)
    expect(runs.map((run) => [run.file, run.dataset, outcomeOf(run)])).toEqual([
      ['reviews.head.csv', 'reviews', outcome({ quarantined: 4, codes: { UNKNOWN_PARENT: 4 } })],
      [
        'characteristic_reviews.head.csv',
        'characteristic_reviews',
        outcome({ quarantined: 9, codes: { UNKNOWN_PARENT: 9 } }),
      ],
    ])
    const [reviews = [], values = []] = await Promise.all(runs.map(({ id }) => rejectsOf(id)))
    expect(reviews).toEqual([
      [1, 'product_id', 'UNKNOWN_PARENT', '1,1,5,1'],
      [2, 'product_id', 'UNKNOWN_PARENT', '2,1,4,1'],
      [3, 'product_id', 'UNKNOWN_PARENT', '3,2,4,1'],
      [4, 'product_id', 'UNKNOWN_PARENT', '4,2,4,1'],
    ])
    expect(values).toEqual(
      ['1,1,1,4', '2,2,1,3', '3,3,1,5', '4,4,1,4', '5,1,2,4', '6,2,2,4', '7,3,2,5', '8,4,2,4']
        .concat('9,5,3,4')
        .map((original, index) => [index + 1, 'characteristic_id', 'UNKNOWN_PARENT', original]),
    )
  })

  it('load to the last row once that is there', async () => {
    await importReal(
      ctx,
      ['product', 'characteristics'].map((name) => `atelier/${name}.sample.csv`),
    )
    const runs = await importRealFolder(ctx, HEADS)
    expect(runs.map(outcomeOf)).toEqual([outcome({ inserted: 4 }), outcome({ inserted: 9 })])
    expect((await importRealFolder(ctx, HEADS)).map(outcomeOf)).toEqual([
      outcome({ unchanged: 4 }),
      outcome({ unchanged: 9 }),
    ])
  })

  it('are there as they say', async () => {
    const columns = ['id', 'product_id', 'rating', 'recommend', 'status', 'helpful', 'author_name']
    const reviews = await rowsOf(ctx, 'review', [...columns, 'summary', 'response', 'created_at'])
    const review = (values: object) => expect.objectContaining({ status: 0, ...values })
    expect(reviews).toEqual([
      review({
        ...{ id: 1, product_id: 1, rating: 5, recommend: true, helpful: 8 },
        ...{ summary: 'This product was great!', author_name: 'funtime', response: null },
        created_at: new Date(1_596_080_481_467),
      }),
      review({
        ...{ id: 2, product_id: 1, rating: 4, recommend: false, helpful: 2 },
        ...{ summary: 'This product was ok!', author_name: 'mymainstreammother', response: null },
        created_at: new Date(1_610_178_433_963),
      }),
      review({
        ...{ id: 3, product_id: 2, rating: 4, recommend: true, helpful: 5 },
        ...{ author_name: 'bigbrotherbenjamin', response: "Glad you're enjoying the product!" },
        created_at: new Date(1_609_325_851_021),
      }),
      review({
        ...{ id: 4, product_id: 2, rating: 4, recommend: true, helpful: 1 },
        ...{ summary: 'They look good on me', author_name: 'fashionperson', response: null },
        created_at: new Date(1_593_628_485_253),
      }),
    ])
    const drift = await recountReviews(ctx, { from: 1, to: 1_000, dryRun: true })
    expect(drift).toMatchObject({ summaries: 0, characteristics: 0 })
  })
})

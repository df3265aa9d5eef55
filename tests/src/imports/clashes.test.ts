import type { BulkConnection, Ctx } from '@loadout/core'
import { recountReviews } from '@loadout/core/reviews'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { createShop, HEADERS, importText, outcome, outcomeOf, rowsOf } from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(30)
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** The same services, but somebody does something just before the first rows are copied into this table. */
function interrupted(table: string, work: () => Promise<unknown>): Ctx {
  let isDone = false
  const watch = (connection: BulkConnection): BulkConnection => ({
    ...connection,
    async copyIn(target, rows) {
      if (target.table === table && !isDone) {
        isDone = true
        await work()
      }
      return connection.copyIn(target, rows)
    },
  })
  return { ...ctx, bulk: { connect: (use) => ctx.bulk.connect((one) => use(watch(one))) } }
}

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, row) => `${from + row},${(row % 30) + 1},Fabric,Canvas`)

describe('somebody who writes the same rows meanwhile', () => {
  it('is met by comparing: no row is lost, and none is there twice', async () => {
    const during = interrupted('product_feature', () =>
      ctx.db
        .insertInto('product_feature')
        .values([
          { id: 103, product_id: 3, name: 'Fabric', value: 'Wool' },
          { id: 104, product_id: 5, name: 'Fabric', value: 'Canvas' },
        ])
        .execute(),
    )
    const run = await importText(during, [HEADERS.features, ...lines(100, 50)])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 48, updated: 1, unchanged: 1 }))
    const rows = await rowsOf(ctx, 'product_feature', ['id', 'product_id', 'value'])
    expect(rows).toHaveLength(50)
    expect(rows.find(({ id }) => id === 103)).toEqual({ id: 103, product_id: 4, value: 'Canvas' })
  })

  it('may take a parent away: what hung on it is not taken', async () => {
    const during = interrupted('product_feature', () =>
      ctx.db.deleteFrom('product').where('id', '=', 30).execute(),
    )
    const run = await importText(during, [HEADERS.features, ...lines(200, 60)])
    expect(outcomeOf(run)).toEqual(
      outcome({ inserted: 58, quarantined: 2, codes: { UNKNOWN_PARENT: 2 } }),
    )
    const rejects = await ctx.db
      .selectFrom('import_reject')
      .select(['row_number', 'line', 'column_name', 'original'])
      .where('run_id', '=', run.id)
      .orderBy('row_number')
      .execute()
    expect(rejects.map(({ row_number, line }) => [row_number, line])).toEqual([
      [30, 31],
      [60, 61],
    ])
    expect(rejects[0]?.original).toContain('Canvas')
  })

  it('may give the slug of a product away', async () => {
    const during = interrupted('product', () =>
      ctx.db
        .insertInto('product')
        .values({ kind: 'game', name: 'Sly', slug: 'new-one.41' })
        .execute(),
    )
    const run = await importText(during, [
      HEADERS.product,
      '40,New one,,,Kicks,1',
      '41,New one,,,Kicks,1',
    ])
    expect(outcomeOf(run)).toEqual(
      outcome({ inserted: 1, quarantined: 1, codes: { DUPLICATE: 1 } }),
    )
    const known = await ctx.db
      .selectFrom('product_source')
      .select('product_id')
      .where('product_id', 'in', [40, 41])
      .execute()
    expect(known).toEqual([{ product_id: 40 }])
  })

  it('leaves counters right', async () => {
    const review = (id: number) =>
      `${id},${(id % 20) + 1},${(id % 5) + 1},2021-03-04,a,b,1,0,me,,,0`
    const during = interrupted('review', () =>
      importText({ ...ctx, bulk: unlocked() }, [HEADERS.reviews, review(7), review(8)]),
    )
    const all = Array.from({ length: 300 }, (_, id) => review(id + 1))
    const run = await importText(during, [HEADERS.reviews, ...all], { batchRows: 100 })
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 298, unchanged: 2 }))
    const drift = await recountReviews(ctx, { from: 1, to: 1_000, dryRun: true })
    expect(drift.summaries).toBe(0)
  })

  it('again and again ends with all rows there', async () => {
    let clashes = 0
    const always = (connection: BulkConnection): BulkConnection => ({
      ...connection,
      async copyIn(target, rows) {
        if (target.table === 'product_feature' && clashes < 5) {
          clashes += 1
          const id = 1_000 + clashes * 20
          await ctx.db
            .insertInto('product_feature')
            .values({ id, product_id: 1, name: 'Fabric', value: 'Wool' })
            .execute()
        }
        return connection.copyIn(target, rows)
      },
    })
    const during: Ctx = {
      ...ctx,
      bulk: { connect: (use) => ctx.bulk.connect((one) => use(always(one))) },
    }
    const run = await importText(
      during,
      [HEADERS.features, ...lines(1_000, 200).map((line) => line.replace(',30,', ',1,'))],
      {
        batchRows: 20,
      },
    )
    expect(run.rowsRead).toBe(200)
    expect(run.inserted + run.updated).toBe(200)
    // After some clashes no more rows are expected to find room at once.
    expect(clashes).toBeLessThan(5)
  })
})

/** Without the lock that lets one import run at a time, to have two meet. */
function unlocked(): Ctx['bulk'] {
  return {
    connect: (use) =>
      ctx.bulk.connect(async (connection) => {
        const dataset = await use({ ...connection, db: withoutLock(connection.db) })
        return dataset
      }),
  }
}

function withoutLock(db: BulkConnection['db']): BulkConnection['db'] {
  return db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const [row] = result.rows
      return row !== undefined && 'taken' in row ? { ...result, rows: [{ taken: true }] } : result
    },
  })
}

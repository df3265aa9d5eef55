import { moveEpoch } from '../../catalog/index.ts'
import type { Ctx } from '../../context.ts'
import { silentLog } from '../../ports/log.ts'
import { recountQuestions } from '../../questions/index.ts'
import { recountReviews } from '../../reviews/index.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import type { IdSet } from '../ids/id-set.ts'
import { analyze, productsOf } from './finish-queries.ts'

/** Rows whose products are looked for together. */
const SLICE = 5_000

/** Rows from which on it pays to have the planner look at a table again. */
const MANY = 10_000

const RECOUNTS = {
  reviews: (ctx: Ctx, productIds: readonly number[]) =>
    recountReviews(ctx, { productIds, afterImport: true }),
  // Counters are off for a reason: nobody needs to be warned.
  questions: (ctx: Ctx, productIds: readonly number[]) =>
    recountQuestions({ ...ctx, log: silentLog }, { productIds, dryRun: false }),
} as const

/**
 * What is left to do when the rows of a file are written: counters of rows that have changed are made anew
 * (new rows were counted with the rows), and pages are said to have changed.
 */
export async function finishRows(
  ctx: Ctx,
  dataset: RowDataset,
  { touched, changedRows }: { readonly touched: IdSet; readonly changedRows: number },
): Promise<void> {
  if (changedRows >= MANY) await analyze(ctx.db, dataset.table)
  const { counts } = dataset
  if (counts !== undefined) {
    for (const ids of touched.slices(SLICE)) {
      ctx.signal?.throwIfAborted()
      await RECOUNTS[counts.recount](ctx, await productsOf(ctx.db, counts.of.table, ids))
    }
  }
  if (changedRows > 0) await moveEpoch(ctx.db)
}

import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import {
  addDrift,
  type Drift,
  findDrift,
  lockRecount,
  nextSlice,
  type ProductSlice,
} from './recount-queries.ts'

/** Products looked at together: about 3,500 questions and 7,000 answers. */
const SLICE = 1_000

export interface QuestionRecount {
  /** Products that were looked at. */
  readonly products: number
  /** Rows whose counters were off, and the products they belong to. */
  readonly off: { readonly questions: number; readonly answers: number; readonly products: number }
}

/**
 * Counts votes, answers and questions of these products anew, and puts right what is off; with `dryRun` it
 * only looks. Runs beside everything else: only rows that are off are touched, a slice at a time.
 */
export async function recountQuestions(
  ctx: Ctx,
  input: ProductSlice & { readonly dryRun: boolean },
): Promise<QuestionRecount> {
  const off = { questions: 0, answers: 0, products: 0 }
  let looked = 0
  for await (const { slice, products } of slicesOf(ctx, input)) {
    const drift = input.dryRun ? await findDrift(ctx.db, slice) : await repair(ctx, slice)
    looked += products
    off.questions += drift.questions.length
    off.answers += drift.answers.length
    off.products += drift.products.length
  }
  if (off.products > 0) ctx.log.warn('counters of questions were off', off)
  return { products: looked, off }
}

async function* slicesOf(
  ctx: Ctx,
  of: ProductSlice,
): AsyncGenerator<{ readonly slice: ProductSlice; readonly products: number }> {
  if (!('from' in of)) {
    for (let at = 0; at < of.productIds.length; at += SLICE) {
      ctx.signal?.throwIfAborted()
      const productIds = of.productIds.slice(at, at + SLICE)
      yield { slice: { productIds }, products: productIds.length }
    }
    return
  }
  for (let { from } = of; ; ) {
    ctx.signal?.throwIfAborted()
    const { last, products } = await nextSlice(ctx.db, { from, to: of.to }, SLICE)
    if (last === null) return
    yield { slice: { from, to: last }, products }
    from = last + 1
  }
}

/** Returns what was off. */
function repair({ db }: Ctx, slice: ProductSlice): Promise<Drift> {
  return transact(db, async (tx) => {
    await lockRecount(tx)
    const drift = await findDrift(tx, slice)
    if (drift.products.length > 0) await addDrift(tx, drift)
    return drift
  })
}

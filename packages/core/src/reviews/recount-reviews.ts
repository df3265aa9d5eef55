import { moveVersions } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import {
  findDrift,
  findOffVotes,
  lockReviews,
  lockSummaries,
  nextSlice,
  type ProductSlice,
  recountCharacteristics,
  recountSummaries,
  recountVotes,
} from './recount-queries.ts'

/** Products looked at together: about 30,000 reviews of a catalogue like Atelier's. */
const SLICE = 5_000

/** Products named in a report, so that somebody can look. */
const EXAMPLES = 20

export interface ReviewRecount {
  /** Products that were looked at. */
  readonly products: number
  /** Reviews whose votes were off. */
  readonly reviews: number
  /** Products whose ratings were off. */
  readonly summaries: number
  /** Products with a characteristic that was off. */
  readonly characteristics: number
  /** Some of the products. */
  readonly examples: readonly number[]
}

export type RecountInput = ProductSlice & {
  /** Only looks. */
  readonly dryRun?: boolean
  /** After an import: counters are off for a reason, and are counted anew without a look first. */
  readonly afterImport?: boolean
}

type Counts = Omit<ReviewRecount, 'products'>

/**
 * Counts votes, reviews and characteristics of these products anew, and puts right what is off. Runs beside
 * everything else: only what is off is locked, unless it is after an import, and a slice at a time.
 */
export async function recountReviews(ctx: Ctx, input: RecountInput): Promise<ReviewRecount> {
  let total: ReviewRecount = {
    products: 0,
    reviews: 0,
    summaries: 0,
    characteristics: 0,
    examples: [],
  }
  for await (const { slice, products } of slicesOf(ctx, input)) {
    const found = input.afterImport
      ? await countAnew(ctx, slice, await findOffVotes(ctx.db, slice))
      : await lookAndRepair(ctx, slice, input.dryRun ?? false)
    total = {
      products: total.products + products,
      reviews: total.reviews + found.reviews,
      summaries: total.summaries + found.summaries,
      characteristics: total.characteristics + found.characteristics,
      examples: [...total.examples, ...found.examples].slice(0, EXAMPLES),
    }
    if ('from' in slice) ctx.log.info('reviews counted anew', { ...total, upTo: slice.to })
  }
  const isOff = total.reviews + total.summaries + total.characteristics > 0
  if (isOff && !input.afterImport) ctx.log.warn('counters of reviews were off', { ...total })
  return total
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

async function lookAndRepair(ctx: Ctx, slice: ProductSlice, dryRun: boolean): Promise<Counts> {
  const drift = await findDrift(ctx.db, slice)
  const productIds = [...new Set([...drift.summaries, ...drift.characteristics])]
  if (!dryRun && productIds.length + drift.reviews.length > 0) {
    await countAnew(ctx, { productIds }, drift.reviews)
  }
  return {
    reviews: drift.reviews.length,
    summaries: drift.summaries.length,
    characteristics: drift.characteristics.length,
    examples: productIds.slice(0, EXAMPLES),
  }
}

/**
 * Two transactions, because those who vote lock the review before its product's summary, and who holds
 * summaries must not wait for a review. Each counts in a statement that begins once its locks are held.
 */
async function countAnew(
  { db }: Ctx,
  slice: ProductSlice,
  reviewIds: readonly number[],
): Promise<Counts> {
  if (reviewIds.length > 0) {
    await transact(db, async (tx) => {
      await lockReviews(tx, reviewIds)
      await moveVersions(tx, await recountVotes(tx, reviewIds))
    })
  }
  return await transact(db, async (tx) => {
    const made = await lockSummaries(tx, slice)
    const summaries = new Set([...made, ...(await recountSummaries(tx, slice))])
    const characteristics = new Set(await recountCharacteristics(tx, slice))
    const others = [...characteristics.difference(summaries)]
    await moveVersions(tx, others)
    return {
      reviews: reviewIds.length,
      summaries: summaries.size,
      characteristics: characteristics.size,
      examples: [...summaries, ...others].slice(0, EXAMPLES),
    }
  })
}

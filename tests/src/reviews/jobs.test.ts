import type { Ctx } from '@loadout/core'
import { JOBS } from '@loadout/core/jobs'
import { recountReviews, watchReviews } from '@loadout/core/reviews'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { counted, counters, reviewBySomebody } from './reviewing.ts'

let harness: Harness
let ctx: Ctx
const logged: { readonly level: string; readonly message: string }[] = []
beforeAll(async () => {
  harness = await createHarness()
  const keep = (level: string) => (message: string) => {
    logged.push({ level, message })
  }
  const log = { ...harness.ctx.log, info: keep('info'), warn: keep('warn') }
  ctx = { ...harness.ctx, log }
})
afterAll(() => harness.close())

describe('the job reviews.recount', () => {
  const job = JOBS['reviews.recount']

  it('takes all products, unless it is told which', async () => {
    expect(job.input.parse({})).toEqual({ from: 1, to: 2_147_483_647, dryRun: false })
    expect(job.input.parse({ from: 3, to: 4 })).toMatchObject({ from: 3, to: 4 })
    expect(job.input.safeParse({ from: 0 }).success).toBe(false)
  })

  it('coalesces with the same work only', () => {
    const key = (input: object) => job.coalesceKey?.(job.input.parse(input))
    expect(key({})).toBe(key({}))
    expect(key({ dryRun: true })).not.toBe(key({}))
    expect(key({ from: 2 })).not.toBe(key({}))
  })

  it('puts right what is off, says so in the log, and in a result of its shape', async () => {
    const products = [await addProduct(ctx), await addProduct(ctx), await addProduct(ctx)]
    for (const id of products) await reviewBySomebody(ctx, id)
    await sql`update product_summary set rating_2 = 5 where product_id = ${products[1]}`.execute(
      ctx.db,
    )
    logged.length = 0
    const result = await recountReviews(ctx, job.input.parse({}))
    expect(job.result.parse(result)).toEqual(result)
    expect(result).toMatchObject({ products: 3, summaries: 1, examples: [products[1]] })
    expect(logged).toContainEqual({ level: 'warn', message: 'counters of reviews were off' })
    for (const id of products) expect(await counters(ctx, id)).toEqual(await counted(ctx, id))
    logged.length = 0
    expect(await recountReviews(ctx, job.input.parse({}))).toMatchObject({ summaries: 0 })
    expect(logged.filter(({ level }) => level === 'warn')).toEqual([])
  })
})

describe('the job reviews.watch', () => {
  it('has a result of its shape', async () => {
    const result = await watchReviews(ctx)
    expect(JOBS['reviews.watch'].result.parse(result)).toEqual(result)
    expect(JOBS['reviews.watch'].input.parse({})).toEqual({})
  })
})

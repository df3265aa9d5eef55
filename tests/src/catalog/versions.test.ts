import type { Ctx } from '@loadout/core'
import { adjustSummary, moveVersions, requireProduct } from '@loadout/core/catalog'
import { transact } from '@loadout/core/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const summaryOf = (id: number) =>
  ctx.db.selectFrom('product_summary').selectAll().where('product_id', '=', id).executeTakeFirst()
const versionOf = async (id: number) => (await summaryOf(id))?.version ?? 0

describe('versions of products', () => {
  it('begin with the first move, and grow by one, however often a product is named', async () => {
    const [a, b] = [await addProduct(ctx), await addProduct(ctx)]
    await moveVersions(ctx.db, [a, b, a, a])
    const first = [await versionOf(a), await versionOf(b)]
    expect(first[0]).toBe(first[1])
    await moveVersions(ctx.db, [b])
    expect([await versionOf(a), await versionOf(b)]).toEqual([first[0], (first[1] ?? 0) + 1])
  })

  it('of none stay as they are', async () => {
    await moveVersions(ctx.db, [])
  })

  it('stay what they were when the transaction is undone', async () => {
    const id = await addProduct(ctx)
    await moveVersions(ctx.db, [id])
    const before = await versionOf(id)
    const undone = transact(ctx.db, async (tx) => {
      await moveVersions(tx, [id])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await versionOf(id)).toBe(before)
  })

  it('count every move of many products by many writers, in whatever order they name them', async () => {
    const ids = [await addProduct(ctx), await addProduct(ctx), await addProduct(ctx)]
    await moveVersions(ctx.db, ids)
    const before = await versionOf(ids[0] ?? 0)
    const settled = await atOnce(90, (n) => {
      const order = n % 2 === 0 ? ids : ids.toReversed()
      return transact(ctx.db, (tx) => moveVersions(tx, order.slice(n % 3)))
    })
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
    const moves = [0, 1, 2].map((place) => {
      const named = Array.from({ length: 90 }, (_, n) => {
        const order = n % 2 === 0 ? [0, 1, 2] : [2, 1, 0]
        return order.slice(n % 3).includes(place)
      })
      return named.filter(Boolean).length
    })
    const after = await Promise.all(ids.map(versionOf))
    expect(after.map((version) => version - before)).toEqual(moves)
  })
})

describe('counters of a product', () => {
  it('move together with its version, from many writers at once', async () => {
    const id = await addProduct(ctx)
    const settled = await atOnce(60, (n) =>
      adjustSummary(ctx.db, id, {
        ...{ ratings: { [1 + (n % 5)]: 1 }, recommended: n % 2, notRecommended: 1 - (n % 2) },
        questions: 1,
      }),
    )
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await summaryOf(id)).toMatchObject({
      ...{ rating_1: 12, rating_2: 12, rating_3: 12, rating_4: 12, rating_5: 12 },
      ...{ recommended: 30, not_recommended: 30, questions: 60, version: 61 },
    })
  })

  it('take back what was counted, and are never below zero', async () => {
    const id = await addProduct(ctx)
    await adjustSummary(ctx.db, id, { ratings: { 4: 2 }, recommended: 2 })
    await adjustSummary(ctx.db, id, { ratings: { 4: -1, 5: 1 }, recommended: -1 })
    expect(await summaryOf(id)).toMatchObject({ rating_4: 1, rating_5: 1, recommended: 1 })
    // As after a counter that had drifted: nobody is refused, and the recount puts it right.
    await adjustSummary(ctx.db, id, { ratings: { 1: -1 }, questions: -1 })
    expect(await summaryOf(id)).toMatchObject({ rating_1: 0, questions: 0, version: 4 })
  })
})

describe('a product that must be there', () => {
  it('is there, or is the error that names the field', async () => {
    await expect(requireProduct(ctx.db, await addProduct(ctx))).resolves.toBeUndefined()
    const hidden = await addProduct(ctx, { status: 'hidden' })
    for (const id of [hidden, 999_999_999]) {
      await expect(requireProduct(ctx.db, id)).rejects.toMatchObject({
        ...{ code: 'PRODUCT_NOT_FOUND', fields: [{ pointer: '/productId' }] },
      })
    }
  })
})

import type { Ctx } from '@loadout/core'
import { computeRelated, listRelated, setStatus } from '@loadout/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  await ctx.db.deleteFrom('product').execute()
  await ctx.db.deleteFrom('account').execute()
})

const compute = () => computeRelated(ctx, { after: 0 })

async function related(productId: number): Promise<readonly number[]> {
  const rows = await ctx.db
    .selectFrom('computed_related')
    .select('related_id')
    .where('product_id', '=', productId)
    .orderBy('position')
    .execute()
  return rows.map(({ related_id }) => related_id)
}

/** A visitor of these products. */
async function view(...productIds: number[]): Promise<number> {
  const { accountId } = await asGuest(ctx)
  await ctx.db
    .insertInto('interaction')
    .values(
      productIds.map((product_id) => {
        return { account_id: accountId, product_id, element: 'e', widget: 'w', time: 't' }
      }),
    )
    .execute()
  return accountId
}

describe('what is computed to go with a product', () => {
  it('has most labels in common, rare ones before common ones', async () => {
    const shooter = await addProduct(ctx, { tags: ['FPS', 'Retro', 'Gore'], genres: ['Action'] })
    const alike = await addProduct(ctx, { tags: ['fps', 'retro', 'gore'], genres: ['Action'] })
    const some = await addProduct(ctx, { tags: ['FPS', 'Retro'], genres: ['Action'] })
    const few = await addProduct(ctx, { tags: ['Farming'], genres: ['Action'] })
    const other = await addProduct(ctx, { tags: ['Farming'], genres: ['Simulation'] })
    expect(await compute()).toEqual({ products: 5, changed: 5, next: null })
    expect(await related(shooter)).toEqual([alike, some, few])
    expect(await related(other)).toEqual([few])
  })

  it('is not told by a label that only it has, nor by none at all', async () => {
    const lonely = await addProduct(ctx, { tags: ['Only here'] })
    await addProduct(ctx, { tags: [] })
    await compute()
    expect(await related(lonely)).toEqual([])
  })

  it('is what the same visitors look at, before what only looks alike', async () => {
    const product = await addProduct(ctx, { tags: ['a', 'b'] })
    const alike = await addProduct(ctx, { tags: ['a', 'b'] })
    const visited = await addProduct(ctx, { tags: ['c'] })
    for (let n = 0; n < 6; n += 1) await view(product, visited)
    await view(product)
    await compute()
    expect(await related(product)).toEqual([visited, alike])
    expect(await related(visited)).toEqual([product])
  })

  it('believes many visitors more than one', async () => {
    const product = await addProduct(ctx)
    const [once, often] = [await addProduct(ctx), await addProduct(ctx)]
    await view(product, once)
    for (let n = 0; n < 5; n += 1) await view(product, often)
    await compute()
    expect(await related(product)).toEqual([often, once])
  })

  it('counts carts and wishes too, and a cart for more than a look', async () => {
    const product = await addProduct(ctx)
    const [seen, wished, bought] = [
      await addProduct(ctx),
      await addProduct(ctx),
      await addProduct(ctx),
    ]
    const others = await addProduct(ctx)
    const account_id = await view(product, seen)
    await view(others, seen)
    await view(others, wished)
    await view(others, bought)
    await ctx.db.insertInto('wishlist_item').values({ account_id, product_id: wished }).execute()
    await ctx.db
      .insertInto('cart_item')
      .values({ account_id, product_id: bought, quantity: 1 })
      .execute()
    await compute()
    expect((await related(product)).slice(0, 3)).toEqual([bought, wished, seen])
  })

  it('is twelve at most, never the product itself, never one that is hidden', async () => {
    const ids: number[] = []
    for (let n = 0; n < 15; n += 1) ids.push(await addProduct(ctx, { tags: ['all'] }))
    const [first = 0, second = 0] = ids
    await setStatus(ctx, { productId: second, status: 'hidden' })
    await view(first, second)
    await compute()
    expect(await related(first)).toHaveLength(12)
    for (const id of ids) expect(await related(id)).not.toContain(id)
    for (const id of ids) expect(await related(id)).not.toContain(second)
    expect(await related(second)).toEqual([])
    const { items } = await listRelated(ctx, { productId: first, limit: 50 })
    expect(items.map(({ id }) => id)).toEqual(await related(first))
  })
})

describe('a run', () => {
  it('changes nothing when nothing has changed, versions included', async () => {
    const ids = [await addProduct(ctx, { tags: ['x'] }), await addProduct(ctx, { tags: ['x'] })]
    const versions = () =>
      ctx.db
        .selectFrom('product_summary')
        .select(['product_id', 'version'])
        .orderBy('product_id')
        .execute()
    expect(await compute()).toMatchObject({ products: 2, changed: 2 })
    const before = await versions()
    expect(before.map(({ product_id }) => product_id)).toEqual(ids)
    expect(await compute()).toEqual({ products: 2, changed: 0, next: null })
    expect(await versions()).toEqual(before)
  })

  it('takes back what holds no longer', async () => {
    const [a, b] = [await addProduct(ctx, { tags: ['x'] }), await addProduct(ctx, { tags: ['x'] })]
    await compute()
    await ctx.db.updateTable('product').set({ tags: [] }).where('id', '=', b).execute()
    expect(await compute()).toMatchObject({ changed: 2 })
    expect([await related(a), await related(b)]).toEqual([[], []])
  })

  it('that is out of time asks for the next one, which goes on where it ended', async () => {
    await sql`
      insert into product (kind, slug, name, tags)
      select 'game', 'p' || n, 'P', array['t' || n % 40] from generate_series(1, 1200) as n
    `.execute(ctx.db)
    await sql`delete from outbox`.execute(ctx.db)
    const first = await computeRelated(ctx, { after: 0 }, { runMs: 0 })
    expect(first).toMatchObject({ products: 500, changed: 500 })
    const { rows } = await sql<{
      job: string
      payload: unknown
    }>`select job, payload from outbox`.execute(ctx.db)
    expect(rows).toEqual([{ job: 'catalog.related', payload: { after: first.next } }])
    const rest = await computeRelated(ctx, { after: first.next ?? 0 })
    expect(rest).toEqual({ products: 700, changed: 700, next: null })
  })

  it('stops when it is told to, and leaves no table behind', async () => {
    await addProduct(ctx, { tags: ['x'] })
    const signal = AbortSignal.abort(new Error('the worker stops'))
    await expect(computeRelated({ ...ctx, signal }, { after: 0 })).rejects.toThrow(
      'the worker stops',
    )
    const { rows } = await sql`
      select relname from pg_class where relname like 'related\\_%' and relpersistence = 't'
    `.execute(ctx.db)
    expect(rows).toEqual([])
  })

  it('shares the store with another one at the same time', async () => {
    for (let n = 0; n < 20; n += 1) await addProduct(ctx, { tags: [`t${n % 3}`] })
    const runs = await Promise.all([compute(), compute(), compute()])
    for (const { products, next } of runs) expect([products, next]).toEqual([20, null])
    expect(await compute()).toMatchObject({ changed: 0 })
  })
})

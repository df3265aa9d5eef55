import type { Ctx } from '@loadout/core'
import { computeRelated } from '@loadout/core/catalog'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drawn } from '../support/drawn.ts'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const TOP = 12
const DOUBT = 3
const VISITS_COUNT = 2
const WEIGHTS = { viewed: 1, wished: 2, carted: 3 } as const

const PRODUCTS = 16
const product = fc.record({
  tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
  genres: fc.uniqueArray(fc.constantFrom('x', 'y'), { maxLength: 1 }),
  category: fc.constantFrom('', 'k', 'l'),
  isHidden: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})
const visit = fc.record({
  account: fc.integer({ min: 1, max: 6 }),
  product: fc.integer({ min: 1, max: PRODUCTS }),
  act: fc.constantFrom('viewed', 'wished', 'carted'),
})
const store = fc.record({
  products: fc.array(product, { minLength: PRODUCTS, maxLength: PRODUCTS }),
  visits: fc.array(visit, { maxLength: 40 }),
})
type Store = Drawn<typeof store>

/** Vectors of length 1, by product: of labels, and of visitors. */
type Vectors = ReadonlyMap<number, ReadonlyMap<string | number, number>>

function normalised(vectors: ReadonlyMap<number, Map<string | number, number>>): Vectors {
  return new Map(
    [...vectors].map(([id, vector]) => {
      const norm = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0))
      return [id, new Map([...vector].map(([key, value]) => [key, value / norm]))]
    }),
  )
}

function labelVectors({ products }: Store): Vectors {
  const labels = new Map<number, readonly string[]>()
  for (const [index, { tags, genres, category, isHidden }] of products.entries()) {
    if (isHidden) continue
    const names = [...tags.map((tag) => `t ${tag}`), ...genres.map((genre) => `g ${genre}`)]
    labels.set(index + 1, category === '' ? names : [...names, `c ${category}`])
  }
  const members = (name: string) => [...labels.values()].filter((all) => all.includes(name)).length
  return normalised(
    new Map(
      [...labels].map(([id, names]) => {
        const shared = names.filter((name) => members(name) > 1)
        const weighted = shared.map(
          (name) => [name, Math.log(1 + products.length / members(name))] as const,
        )
        return [id, new Map<string | number, number>(weighted)]
      }),
    ),
  )
}

function visitVectors({ products, visits }: Store): Vectors {
  const vectors = new Map<number, Map<string | number, number>>()
  for (const { account, product, act } of visits) {
    if (products[product - 1]?.isHidden === true) continue
    const vector = vectors.get(product) ?? new Map<string | number, number>()
    vector.set(account, Math.max(vector.get(account) ?? 0, WEIGHTS[act]))
    vectors.set(product, vector)
  }
  return normalised(vectors)
}

/** Every pair, one by one. */
function expected(data: Store): ReadonlyMap<number, readonly number[]> {
  const [labels, visitors] = [labelVectors(data), visitVectors(data)]
  const ids = data.products.flatMap(({ isHidden }, index) => (isHidden ? [] : index + 1))
  const dot = (vectors: Vectors, a: number, b: number) => {
    const [left, right] = [vectors.get(a), vectors.get(b)]
    const shared = [...(left?.keys() ?? [])].filter((key) => right?.has(key) === true)
    const sum = shared.reduce<number>(
      (total, key) => total + (left?.get(key) ?? 0) * (right?.get(key) ?? 0),
      0,
    )
    return { sum, shared: shared.length }
  }
  const score = (a: number, b: number) => {
    const visited = dot(visitors, a, b)
    const trust = visited.shared / (visited.shared + DOUBT)
    return dot(labels, a, b).sum + VISITS_COUNT * visited.sum * trust
  }
  return new Map(
    ids.map((id) => {
      const scored = ids
        .filter((other) => other !== id)
        .map((other) => ({ other, score: Math.round(score(id, other) * 1e6) }))
        .filter((one) => one.score > 0)
        .toSorted((a, b) => b.score - a.score || a.other - b.other)
      return [id, scored.slice(0, TOP).map(({ other }) => other)]
    }),
  )
}

async function fill({ products, visits }: Store): Promise<void> {
  await ctx.db.deleteFrom('product').execute()
  await ctx.db.deleteFrom('account').execute()
  await sql`insert into account (id, kind) select n, 'guest' from generate_series(1, 6) as n`.execute(
    ctx.db,
  )
  await ctx.db
    .insertInto('product')
    .values(
      products.map(({ isHidden, ...rest }, index) => ({
        ...rest,
        id: index + 1,
        kind: 'game' as const,
        slug: `game-${index + 1}`,
        name: 'Game',
        status: isHidden ? ('hidden' as const) : ('active' as const),
      })),
    )
    .execute()
  for (const { account: account_id, product: product_id, act } of visits) {
    const ids = { account_id, product_id }
    if (act === 'viewed') {
      const row = { ...ids, element: 'e', widget: 'w', time: 't' }
      await ctx.db.insertInto('interaction').values(row).execute()
    } else if (act === 'wished') {
      await ctx.db
        .insertInto('wishlist_item')
        .values(ids)
        .onConflict((on) => on.doNothing())
        .execute()
    } else {
      await sql`
        insert into cart_item (account_id, product_id, quantity) values (${account_id}, ${product_id}, 1)
        on conflict do nothing
      `.execute(ctx.db)
    }
  }
}

async function computed(): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ id: number; related: number[] }>`
    select product.id, coalesce(array_agg(related_id order by position)
      filter (where related_id is not null), '{}') as related
    from product left join computed_related on product_id = product.id
    where product.status = 'active' group by product.id order by product.id
  `.execute(ctx.db)
  return new Map(rows.map(({ id, related }) => [id, related]))
}

describe('what is computed for any small store', () => {
  it('is what comparing every pair gives', async () => {
    await fc.assert(
      fc.asyncProperty(store, async (data) => {
        await fill(data)
        await computeRelated(ctx, { after: 0 })
        expect(await computed()).toEqual(expected(data))
      }),
      { numRuns: 8, seed: 20_261_170 },
    )
  })
})

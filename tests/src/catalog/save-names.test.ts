import type { Ctx } from '@loadout/core'
import {
  getProduct,
  type StoreDocument,
  saveProducts,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import { transact } from '@loadout/core/db'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct } from '../support/store.ts'
import { game, garment, save, saved } from './documents.ts'

const SEED = 20_261_180

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const count = async (
  table: 'product' | 'company' | 'product_feature' | 'style' | 'price_history',
) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

describe('names of products', () => {
  it('make slugs that are all different, and never an id', async () => {
    let run = 0
    const names = fc.array(
      fc.constantFrom('Rush', 'RUSH!', 'rush-2', '1942', '???', 'Рush', 'Ｒush'),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(names, async (some) => {
        run += 1
        const outcomes = await save(
          ctx,
          some.map((name, n) => game(`slug ${run} ${n}`, { name })),
        )
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(some.map(() => 'inserted'))
      }),
      { numRuns: 10, seed: SEED },
    )
    const { rows } = await sql<{ slug: string }>`select slug from product`.execute(ctx.db)
    expect(new Set(rows.map(({ slug }) => slug)).size).toBe(rows.length)
    for (const { slug } of rows) expect(slug).not.toMatch(/^\d+$|\./)
  })

  it('that are taken by an id at the end get by all the same', async () => {
    const first = await saved(ctx, game('end 1', { name: 'Ending' }))
    // What the next one would be called.
    await addProduct(ctx, { slug: `ending-${first + 2}` })
    const [outcome] = await save(ctx, [game('end 2', { name: 'Ending' })])
    expect(outcome?.outcome).toBe('inserted')
  })
})

describe('names of companies', () => {
  it('are each one company, whatever the case, the accents and the order', async () => {
    const names = ['Pokémon', 'POKEMON', 'pokemon', 'Pokemon!', 'ポケモン', '???', '1047', '1047!']
    let run = 0
    const folded = (name: string) =>
      name
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
        .toLowerCase()
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names), fc.shuffledSubarray(names), async (a, b) => {
        run += 1
        const companies = (some: readonly string[]) => ({
          companies: some.map((name) => ({ name, role: 'developer' as const })),
        })
        await save(ctx, [
          game(`company ${run} a`, { game: companies(a) }),
          game(`company ${run} b`, { game: companies(b) }),
        ])
        for (const [key, some] of [
          ['a', a],
          ['b', b],
        ] as const) {
          const id = await idOf(`company ${run} ${key}`)
          const shown = (await getProduct(ctx, { idOrSlug: id })).game?.companies ?? []
          const expected = [...new Set(some.map(folded))].toSorted()
          expect(shown.map(({ name }) => folded(name)).toSorted()).toEqual(expected)
        }
      }),
      { numRuns: 10, seed: SEED + 1 },
    )
    const { rows } = await sql<{ slug: string; folded_name: string }>`
      select slug, folded_name from company where slug ~ '^(pokemon|ポケモン|company)'
    `.execute(ctx.db)
    expect(new Set(rows.map(({ slug }) => slug)).size).toBe(rows.length)
    expect(rows.map(({ folded_name }) => folded_name).toSorted()).toEqual(
      [...new Set(names.map(folded))].toSorted(),
    )
  })

  async function idOf(key: string): Promise<number> {
    const row = await ctx.db
      .selectFrom('product_source')
      .select('product_id')
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    return row.product_id
  }
})

describe('a save that fails', () => {
  it('leaves nothing of any document behind', async () => {
    await saved(ctx, game('half 1', { name: 'Before' }))
    const before = await Promise.all([count('product'), count('company'), count('product_feature')])
    const documents = [
      game('half 1', { name: 'After' }),
      game('half 2', { game: { companies: [{ name: 'Never There', role: 'developer' }] } }),
    ].map((document) => storeDocumentSchema.parse(document))
    const failing = transact(ctx.db, async (tx) => {
      await saveProducts(ctx, tx, documents)
      throw new Error('the import stops')
    })
    await expect(failing).rejects.toThrow('the import stops')
    const after = await Promise.all([count('product'), count('company'), count('product_feature')])
    expect(after).toEqual(before)
    expect(await save(ctx, [game('half 1', { name: 'Before' })])).toMatchObject([
      { outcome: 'unchanged' },
    ])
  })

  it('of nothing is nothing', async () => {
    const before = await count('product')
    expect(await save(ctx, [])).toEqual([])
    expect(await count('product')).toBe(before)
  })

  it('refuses each document for its own reason, and saves the others', async () => {
    await addProduct(ctx, { slug: 'somebody-elses' })
    const outcomes = await save(ctx, [
      game('each 1'),
      game('each 2', { slug: 'somebody-elses' }),
      game('each 3', { id: 999_999_999 }),
      game('each 4', { base: { source: 'steam', key: 'each 2' } }),
      garment('each 5', { styles: [{ id: 999_999_999, name: 'x', price: { amount: 1 } }] }),
      game('each 6'),
    ])
    const seen = outcomes.map((one) =>
      one.outcome === 'refused' ? [one.refusal.code, one.refusal.field.pointer] : one.outcome,
    )
    expect(seen).toEqual([
      'inserted',
      ['SLUG_TAKEN', '/slug'],
      ['PRODUCT_NOT_FOUND', '/id'],
      ['PRODUCT_NOT_FOUND', '/base'],
      ['STYLE_NOT_FOUND', '/styles/0/id'],
      'inserted',
    ])
  })
})

describe('ids that a document brings along', () => {
  const withIds = (n: number): StoreDocument =>
    storeDocumentSchema.parse(
      garment(`ids ${n}`, {
        id: n,
        styles: [{ id: n, name: 'Black', price: { amount: 1 }, skus: [{ id: n, size: 'S' }] }],
      }),
    )
  const make = (documents: readonly StoreDocument[]) =>
    transact(ctx.db, (tx) => saveProducts(ctx, tx, documents, { createIds: true }))

  it('are made once, however often they come', async () => {
    const documents = [5_001, 5_002, 5_003].map(withIds)
    const first = await make(documents)
    expect(first.map(({ outcome }) => outcome)).toEqual(['inserted', 'inserted', 'inserted'])
    const second = await make(documents)
    expect(second.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('below our own leave the next one of ours where it was', async () => {
    const before = await saved(ctx, garment('ids before'))
    await make([withIds(6_001)])
    expect(await saved(ctx, garment('ids after'))).toBe(before + 1)
  })

  it('above our own are skipped by products, styles and stock items alike', async () => {
    await make([withIds(170_000_000)])
    const id = await saved(ctx, garment('ids next'))
    expect(id).toBe(170_000_001)
    const { rows } = await sql<{ style: number; sku: number }>`
      select min(style.id) as style, min(sku.id) as sku
      from style join sku on sku.style_id = style.id where style.product_id = ${id}
    `.execute(ctx.db)
    expect(rows).toEqual([{ style: 170_000_001, sku: 170_000_001 }])
  })
})

describe('prices in documents', () => {
  it('that end go into the history, those of styles and in other currencies too', async () => {
    const prices = (usd: number, eur: number | null) => [
      { currency: 'USD', amount: usd },
      ...(eur === null ? [] : [{ currency: 'EUR', amount: eur }]),
    ]
    const style = (amount: number) => [{ name: 'Black', price: { amount } }]
    const id = await saved(ctx, garment('past', { prices: prices(1, 1), styles: style(1) }))
    await saved(ctx, garment('past', { prices: prices(2, 1), styles: style(2) }))
    await saved(ctx, garment('past', { prices: prices(2, null), styles: style(2) }))
    await saved(ctx, garment('past', { prices: prices(2, 3), styles: style(3) }))
    const rows = await ctx.db
      .selectFrom('price_history')
      .select(['currency', 'amount', 'style_id'])
      .where('product_id', '=', id)
      .orderBy('id')
      .execute()
    const past = rows.map(({ currency, amount, style_id }) => [
      ...[style_id === null ? 'product' : 'style', currency, amount],
    ])
    expect(past).toEqual([
      ['product', 'USD', 1],
      ['style', 'USD', 1],
      ['product', 'EUR', 1],
      ['product', 'EUR', null],
      ['style', 'USD', 2],
    ])
  })

  it('that change their currency end in the old one', async () => {
    const id = await saved(ctx, game('currency', { prices: [{ currency: 'USD', amount: 5 }] }))
    await saved(ctx, game('currency', { prices: [{ currency: 'EUR', amount: 6 }] }))
    const { rows } = await sql<{ currency: string; amount: number | null }>`
      select currency, amount from price_history where product_id = ${id} order by currency
    `.execute(ctx.db)
    expect(rows).toEqual([
      { currency: 'EUR', amount: null },
      { currency: 'USD', amount: 5 },
    ])
    expect(await getProduct(ctx, { idOrSlug: id })).toMatchObject({
      ...{ price: { currency: 'EUR', amount: 6 }, prices: [{ currency: 'EUR' }] },
    })
  })
})

import type { Ctx } from '@loadout/core'
import {
  catalogContract,
  getProduct,
  listStyles,
  type StoreDocument,
  saveProducts,
} from '@loadout/core/catalog'
import { transact } from '@loadout/core/db'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { anyDocument } from './arbitrary-documents.ts'
import {
  expectedCompanies,
  expectedProduct,
  expectedStyles,
  shownCompanies,
} from './document-model.ts'

const SEED = 20_261_140

let harness: Harness
let ctx: Ctx
let made = 0

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

const save = (documents: readonly StoreDocument[]) =>
  transact(ctx.db, (tx) => saveProducts(ctx, tx, documents))

/** A key that no other run uses. */
const newKey = () => {
  made += 1
  return `key ${made}`
}

async function idOf({ source }: StoreDocument): Promise<number> {
  const row = await ctx.db
    .selectFrom('product_source')
    .select('product_id')
    .where('source', '=', source?.source ?? '')
    .where('key', '=', source?.key ?? '')
    .executeTakeFirstOrThrow()
  return row.product_id
}

/** The page of its product tells all that the document says, and nothing else. */
async function expectSaved(document: StoreDocument): Promise<void> {
  const id = await idOf(document)
  const product = await getProduct(ctx, { idOrSlug: id })
  expect(catalogContract.productOutput.strict().parse(product)).toEqual(product)
  const { game, ...rest } = expectedProduct(document)
  expect(product).toMatchObject(rest)
  if (game === null) expect(product.game).toBeNull()
  else expect(product.game).toMatchObject(game)
  expect(shownCompanies(product.game?.companies ?? [])).toEqual(expectedCompanies(document))
}

describe('any document', () => {
  it('becomes the product that it describes', async () => {
    const documents = fc.tuple(anyDocument, anyDocument, anyDocument)
    await fc.assert(
      fc.asyncProperty(documents, async (some) => {
        const keyed = some.map((document) => {
          return { ...document, source: { source: 'any', key: newKey() } }
        })
        const outcomes = await save(keyed)
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(keyed.map(() => 'inserted'))
        for (const document of keyed) await expectSaved(document)
        for (const document of keyed) {
          const { items } = await listStyles(ctx, { productId: await idOf(document) })
          expect(items).toMatchObject(expectedStyles(document))
        }
      }),
      { numRuns: 15, seed: SEED },
    )
  })

  it('replaces any other one completely, and is unchanged after that', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, anyDocument, async (first, second) => {
        const source = { source: 'any', key: newKey() }
        const [before, after] = [
          { ...first, source },
          { ...second, source },
        ]
        await save([before])
        await save([after])
        await expectSaved(after)
        const { items } = await listStyles(ctx, { productId: await idOf(after) })
        expect(items.map(({ name }) => name).toSorted()).toEqual(
          after.styles.map(({ name }) => name).toSorted(),
        )
        const [again] = await save([after])
        expect(again?.outcome).toBe('unchanged')
      }),
      { numRuns: 20, seed: SEED + 1 },
    )
  })

  it('leaves the same content one by one as all together', async () => {
    const steps = fc.array(fc.tuple(fc.nat(2), anyDocument), { minLength: 2, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        const keys = [newKey(), newKey(), newKey()]
        const others = [newKey(), newKey(), newKey()]
        const named = (names: readonly string[]) =>
          some.map(([place, document]) => {
            return { ...document, source: { source: 'any', key: names[place] ?? '' } }
          })
        await save(named(keys))
        for (const document of named(others)) await save([document])
        for (const [place, key] of keys.entries()) {
          expect(await contentOf(key)).toEqual(await contentOf(others[place] ?? ''))
        }
      }),
      { numRuns: 10, seed: SEED + 2 },
    )
  })
})

/** What is stored of a product, without ids, slugs and times. */
async function contentOf(key: string) {
  const { rows } = await sql<{ content: object | null }>`
    select json_build_object(
      'product', (
        select to_jsonb(product) - array['id', 'slug', 'created_at', 'updated_at', 'search', 'body_search']
      ),
      'features', (select json_agg(name || coalesce(value, '') order by id) from product_feature as f
        where f.product_id = product.id),
      'media', (select json_agg(url order by position) from product_media as m where m.product_id = product.id),
      'prices', (select json_agg(to_jsonb(o) - 'product_id' order by o.currency) from price as o
        where o.product_id = product.id),
      'history', (select json_agg(to_jsonb(h) - array['id', 'product_id', 'style_id', 'ended_at']
        order by h.id) from price_history as h where h.product_id = product.id),
      'styles', (select json_agg(name order by id) from style where style.product_id = product.id)
    ) as content
    from product_source as source join product on product.id = source.product_id
    where source.source = 'any' and source.key = ${key}
  `.execute(ctx.db)
  return rows[0]?.content ?? null
}

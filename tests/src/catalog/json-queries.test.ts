import type { Ctx } from '@loadout/core'
import {
  catalogContract,
  defaultStyleOf,
  productCard,
  productJson,
  relatedOf,
  stylesOf,
} from '@loadout/core/catalog'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

let harness: Harness
let ctx: Ctx

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())

/** What an expression makes of one product. */
async function read<Value>(productId: number, expression: RawBuilder<Value>): Promise<Value> {
  const { rows } = await sql<{ json: Value }>`
    select ${expression} as json from product as p where p.id = ${productId}
  `.execute(ctx.db)
  if (rows[0] === undefined) throw new Error(`no product ${productId}`)
  return rows[0].json
}

const id = sql.ref('p.id')

describe('JSON of a product', () => {
  it.each(catalogContract.PRODUCT_KINDS)(
    'has the keys of the contract for a bare %s',
    async (kind) => {
      const productId = await addProduct(ctx, { kind })
      const json = await read(productId, productJson('p'))
      expect(catalogContract.productSchema.strict().parse(json)).toEqual(json)
      expect(json).toMatchObject({ id: productId, kind, price: null, image: null, features: [] })
      expect(json.rating).toEqual({ average: null, score: 3.5, reviews: 0 })
      if (kind === 'merch') expect(json.game).toBeNull()
      else expect(catalogContract.gameDetailSchema.strict().parse(json.game)).toEqual(json.game)
    },
  )

  it('begins with its card', async () => {
    const productId = await addProduct(ctx, {
      price: 1999,
      sale_price: 999,
      released_on: '1987-09-01',
    })
    const card = await read(productId, productCard('p'))
    expect(catalogContract.productCardSchema.strict().parse(card)).toEqual(card)
    expect(await read(productId, productJson('p'))).toMatchObject(card)
    expect(card.price).toEqual({ currency: 'USD', amount: 1999, saleAmount: 999 })
    expect(card.releasedOn).toBe('1987-09-01')
  })

  it('lists styles by id and finds the default one', async () => {
    const productId = await addProduct(ctx)
    await addStyle(ctx, productId, { isDefault: false, quantities: [3] })
    const { styleId } = await addStyle(ctx, productId, { quantities: [0, 7] })
    const styles = await read(productId, stylesOf(id))
    expect(catalogContract.styleSchema.strict().array().parse(styles)).toEqual(styles)
    expect(styles.map(({ isDefault }) => isDefault)).toEqual([false, true])
    expect(styles[1]?.skus.map(({ size, available }) => [size, available])).toEqual([
      ['S', 0],
      ['M', 7],
    ])
    expect(await read(productId, defaultStyleOf(id))).toEqual(styles[1])
    expect(styles[1]?.id).toBe(styleId)
  })

  it('has no styles and nothing related where there is nothing', async () => {
    const productId = await addProduct(ctx)
    expect(await read(productId, stylesOf(id))).toEqual([])
    expect(await read(productId, defaultStyleOf(id))).toBeNull()
    expect(await read(productId, relatedOf(id, sql.lit(5)))).toEqual([])
  })
})

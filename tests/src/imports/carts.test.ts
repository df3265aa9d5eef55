import type { Ctx } from '@loadout/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { createShop, HEADERS, importText, outcome, outcomeOf } from './importing.ts'

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createShop(6)
  ctx = harness.ctx
})
afterAll(() => harness.close())

async function carts() {
  const rows = await ctx.db
    .selectFrom('cart_item')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['cart_item.id', 'imported_from', 'product_id', 'quantity', 'active'])
    .where('imported_from', 'is not', null)
    .orderBy('cart_item.id')
    .execute()
  return rows.map(({ id, imported_from, product_id, quantity, active }) =>
    [id, imported_from, product_id, quantity, active].join(' '),
  )
}

const LINES = [
  HEADERS.cart,
  '1,1234,1,1',
  '2,1234,4,true',
  '3,4321,2,1',
  '4,1234,1,1',
  '5,1234,1,0',
]

describe('carts', () => {
  it('belong to a guest for each session', async () => {
    const run = await importText(ctx, LINES)
    expect(outcomeOf(run)).toEqual(
      outcome({ inserted: 4, quarantined: 1, codes: { DUPLICATE: 1 } }),
    )
    expect(await carts()).toEqual([
      '1 atelier:1234 1 1 true',
      '2 atelier:1234 4 1 true',
      '3 atelier:4321 2 1 true',
      '5 atelier:1234 1 1 false',
    ])
    const rejects = await ctx.db
      .selectFrom('import_reject')
      .select(['line', 'column_name', 'original'])
      .where('run_id', '=', run.id)
      .execute()
    expect(rejects).toEqual([{ line: 5, column_name: 'product_id', original: '4,1234,1,1' }])
  })

  it('are unchanged when they come again', async () => {
    expect(outcomeOf(await importText(ctx, LINES))).toEqual(
      outcome({ unchanged: 4, quarantined: 1, codes: { DUPLICATE: 1 } }),
    )
    const guests = await ctx.db
      .selectFrom('account')
      .select('id')
      .where('imported_from', 'like', 'atelier:%')
      .execute()
    expect(guests).toHaveLength(2)
  })

  it('change when the file does', async () => {
    const run = await importText(ctx, [HEADERS.cart, '2,1234,4,0', '3,9999,2,1', '6,4321,5,1'])
    expect(outcomeOf(run)).toEqual(outcome({ inserted: 1, updated: 2 }))
    expect(await carts()).toEqual([
      '1 atelier:1234 1 1 true',
      '2 atelier:1234 4 1 false',
      '3 atelier:9999 2 1 true',
      '5 atelier:1234 1 1 false',
      '6 atelier:4321 5 1 true',
    ])
  })

  it('of people here are left alone', async () => {
    const { accountId } = await asGuest(ctx)
    const { id } = await ctx.db
      .insertInto('cart_item')
      .values({ account_id: accountId, product_id: 1, quantity: 3, sku_id: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    const run = await importText(ctx, [
      HEADERS.cart,
      `${id},1234,2,1`,
      '7,1234,0,1',
      '8,,2,1',
      '9,1,2,x',
    ])
    expect(run.codes).toEqual({ ID_TAKEN: 1, UNKNOWN_PARENT: 1, INVALID_VALUE: 2 })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectText, openShop, type Shop } from './shop.ts'
import { cookieOf, guests, written } from './written.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const add = (sku_id: unknown, headers = {}) => shop.send('POST', '/cart', { sku_id }, headers)

async function cart(headers: Record<string, string> = {}) {
  const response = await shop.get('/cart', headers)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  return JSON.parse(await response.text())
}

describe('the cart of a guest', () => {
  it('is empty for who is nobody yet, and asking makes nobody a guest', async () => {
    const before = await guests(shop.infra.db)
    expect(await cart()).toEqual([])
    expect(await cart({ authorization: 'never seen' })).toEqual([])
    expect(await guests(shop.infra.db)).toBe(before)
  })

  it('takes one unit a call, and counts in text', async () => {
    const first = await add(10)
    await expectText(first, 201, 'Created')
    const cookie = cookieOf(first)
    for (const sku of [10, '9', 10]) await expectText(await add(sku, { cookie }), 201, 'Created')
    expect(await cart({ cookie })).toEqual([
      { sku_id: 10, count: '3' },
      { sku_id: 9, count: '1' },
    ])
  })

  it('is the cookie’s, whatever token comes with it', async () => {
    const cookie = cookieOf(await add(9))
    await add(10, { cookie, authorization: 'shared' })
    expect(await cart({ cookie })).toHaveLength(2)
    expect(await cart({ authorization: 'shared' })).toEqual([])
  })

  it('is a new one for each call without a cookie', async () => {
    const [one, other] = [cookieOf(await add(9)), cookieOf(await add(9))]
    expect(one).not.toBe(other)
    expect(await cart({ cookie: other })).toEqual([{ sku_id: 9, count: '1' }])
  })

  it('leaves out what has no stock item', async () => {
    const cookie = cookieOf(await add(9))
    const line = await shop.infra.db
      .selectFrom('cart_item')
      .select('account_id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await shop.infra.db
      .insertInto('cart_item')
      .values({ account_id: line.account_id, product_id: 3, quantity: 1 })
      .execute()
    expect(await cart({ cookie })).toEqual([{ sku_id: 9, count: '1' }])
  })
})

describe('the cart of an Authorization header', () => {
  it.each(['ghp_abc', 'Bearer ldk_00000000_none', 'Basic !!', 'x'.repeat(8_000)])(
    'belongs to whoever sends it: %.20s',
    async (authorization) => {
      for (const _ of [1, 2]) {
        const response = await add(9, { authorization })
        await expectText(response, 201, 'Created')
        expect(response.headers.has('set-cookie')).toBe(false)
      }
      expect(await cart({ authorization })).toEqual([{ sku_id: 9, count: '2' }])
      expect(await cart({ authorization: `${authorization}x` })).toEqual([])
    },
  )

  it('is one cart however many come at once, and keeps no token', async () => {
    const authorization = 'secret-of-a-class'
    await Promise.all(Array.from({ length: 8 }, () => add(10, { authorization })))
    expect(await cart({ authorization })).toEqual([{ sku_id: 10, count: '8' }])
    const accounts = await shop.infra.db
      .selectFrom('account')
      .select('imported_from')
      .where('imported_from', 'is not', null)
      .execute()
    for (const { imported_from } of accounts) {
      expect(imported_from).toMatch(/^atelier-auth:[0-9a-f]{64}$/)
    }
  })
})

describe('POST /cart refuses', () => {
  it.each([0, -1, 1.5, 12, 4_000, 2 ** 31, 'x', '', null, undefined, [9], { id: 9 }])(
    'sku_id %j',
    async (sku) => {
      const before = await written(shop.infra.db)
      await expectText(await add(sku), 422, 'Error: Cart body contains invalid entries')
      expect(await written(shop.infra.db)).toEqual(before)
    },
  )
})

const CLICK = { element: 'button#add', widget: 'Overview', time: 'half past nine' }

describe('POST /interactions', () => {
  const post = (body: unknown, headers = {}) => shop.send('POST', '/interactions', body, headers)

  it('keeps what was clicked, and the time as it was said', async () => {
    await expectText(await post({ ...CLICK, more: 1 }), 201, 'Created')
    const [row] = await shop.infra.db
      .selectFrom('interaction')
      .select(['element', 'widget', 'time', 'product_id'])
      .execute()
    expect(row).toEqual({ ...CLICK, product_id: null })
  })

  it('keeps markup as it is: an element may be one', async () => {
    const element = '<script src="/a.js"></script>'
    await expectText(await post({ ...CLICK, element }), 201, 'Created')
  })

  it.each([
    ...['element', 'widget', 'time'].flatMap((field) =>
      [undefined, null, 7, '', ' ', 'a\0', '\ud800', 'x'.repeat(10_000)].map((value) => ({
        ...CLICK,
        [field]: value,
      })),
    ),
    [],
    null,
    '{',
  ])('refuses %.60j', async (body) => {
    const before = await written(shop.infra.db)
    await expectText(await post(body), 422, 'Error: Interaction body contains invalid entries')
    expect(await written(shop.infra.db)).toEqual(before)
  })
})

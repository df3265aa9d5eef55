import { createGuest } from '@loadout/core/accounts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, newKey, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

type Headers = Readonly<Record<string, string>>

let infra: TestInfra
let app: Pick<Hono, 'request'>
let shop: Headers
let staff: Headers
let guest: Headers

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  app = createApp(testDeps(infra))
  shop = { authorization: `Bearer ${await newKey(infra, ['catalog:write'])}` }
  staff = { authorization: `Bearer ${await newKey(infra, ['staff:write'])}` }
  guest = { 'x-guest-token': (await createGuest(infra)).token }
})
afterAll(() => infra.close())

const get = (path: string, input: object) =>
  app.request(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
const post = (path: string, input: object | string, headers: Headers = shop) =>
  app.request(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })

async function data<Shape>(answer: Response | Promise<Response>): Promise<Shape> {
  const response = await answer
  expect([response.status, response.ok ? '' : await response.clone().text()]).toEqual([200, ''])
  return (await json<{ result: { data: Shape } }>(response)).result.data
}

/** Status, code and the fields that are wrong. */
async function refusal(answer: Response | Promise<Response>) {
  const response = await answer
  expect(leaks(await response.clone().text())).toEqual([])
  const { error } = await json<TrpcErrorAnswer>(response)
  return [response.status, error.data.appCode, ...error.data.fields.map(({ pointer }) => pointer)]
}

const document = (over: object = {}) => ({
  kind: 'merch',
  name: 'Camo Onesie',
  prices: [{ currency: 'USD', amount: 14_000 }],
  styles: [{ name: 'Forest', price: { amount: 14_000 }, skus: [{ size: 'S', quantity: 2 }] }],
  ...over,
})

interface Saved {
  readonly id: number
  readonly slug: string
  readonly revision: number
}
interface Styles {
  readonly items: readonly { readonly skus: readonly { readonly id: number }[] }[]
}

describe('a product', () => {
  it('goes all the way from a document to a sale', async () => {
    const { id, slug } = await data<Saved>(post('catalog.save', document()))
    expect(await data(get('catalog.product', { idOrSlug: slug }))).toMatchObject({ id, game: null })
    expect(await data(get('catalog.list', { kind: 'merch' }))).toMatchObject({ items: [{ id }] })
    const styles = await data<Styles>(get('catalog.styles', { productId: id }))
    const skuId = styles.items[0]?.skus[0]?.id
    const items = [{ skuId, quantity: 2 }]
    const reserved = await data<{ items: { id: number }[] }>(post('stock.reserve', { items }))
    expect(await refusal(post('stock.reserve', { items }))).toEqual([
      ...[409, 'OUT_OF_STOCK', '/items/0/quantity'],
    ])
    const reservationIds = reserved.items.map((one) => one.id)
    expect(await data(post('stock.take', { reservationIds }))).toMatchObject({
      items: [{ skuId, quantity: 0, available: 0 }],
    })
    expect(await data(post('stock.adjust', { skuId, delta: 5 }))).toMatchObject({ available: 5 })
  })

  it('answers under its former slug, and says under which one it is now', async () => {
    const { id } = await data<Saved>(post('catalog.save', document({ name: 'Old Name' })))
    await data(post('catalog.rename', { productId: id, slug: 'new-name' }))
    expect(await data(get('catalog.product', { idOrSlug: 'old-name' }))).toMatchObject({
      ...{ id, slug: 'new-name', redirectedFrom: 'old-name' },
    })
  })

  it('shows what it cost before, what goes with it, and nothing when it is hidden', async () => {
    const productId = (await data<Saved>(post('catalog.save', document()))).id
    const other = (await data<Saved>(post('catalog.save', document({ name: 'Other' })))).id
    await data(post('catalog.setPrice', { productId, price: { amount: 9_900 } }))
    await data(post('catalog.curateRelated', { productId, relatedIds: [other] }))
    expect(await data(get('catalog.priceHistory', { productId }))).toMatchObject({
      items: [{ currency: 'USD', amount: 14_000, saleAmount: null }],
    })
    expect(await data(get('catalog.related', { productId }))).toMatchObject({
      items: [{ id: other }],
    })
    await data(post('catalog.setStatus', { productId, status: 'hidden' }))
    expect(await refusal(get('catalog.related', { productId }))).toEqual([
      ...[404, 'PRODUCT_NOT_FOUND', '/productId'],
    ])
  })
})

describe('answers about the catalogue', () => {
  it('may be kept for a moment, those to visitors and shops by nobody else', async () => {
    const { id } = await data<Saved>(post('catalog.save', document({ name: 'Kept' })))
    const kept = 'public, max-age=1, stale-while-revalidate=10'
    for (const [path, input] of [
      ['catalog.product', { idOrSlug: id }],
      ['catalog.styles', { productId: id }],
      ['catalog.related', { productId: id }],
      ['catalog.list', {}],
      ['catalog.priceHistory', { productId: id }],
    ] as const) {
      expect([path, (await get(path, input)).headers.get('cache-control')]).toEqual([path, kept])
    }
    const act = { element: 'e', widget: 'w', time: 't' }
    for (const answer of [post('catalog.interact', act, guest), post('catalog.save', document())]) {
      expect((await answer).headers.get('cache-control')).toContain('no-store')
    }
  })

  it('come together in one request', async () => {
    const { id } = await data<Saved>(post('catalog.save', document({ name: 'Together' })))
    const inputs = { 0: { idOrSlug: id }, 1: { productId: id }, 2: { productId: 999_999_999 } }
    const response = await app.request(
      `/trpc/catalog.product,catalog.styles,catalog.related?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`,
    )
    const [product, styles, related] =
      await json<{ result?: { data: { id?: number; items?: unknown[] } }; error?: unknown }[]>(
        response,
      )
    expect(product?.result?.data.id).toBe(id)
    expect(styles?.result?.data.items).toHaveLength(1)
    expect(related).toMatchObject({ error: { data: { appCode: 'PRODUCT_NOT_FOUND' } } })
  })

  it('are about what a shop has saved, the moment it is told', async () => {
    const source = { source: 'shop', key: 'moment' }
    for (const name of ['First', 'Second', 'Third']) {
      const { id, slug } = await data<Saved>(post('catalog.save', document({ name, source })))
      expect(slug).toBe('first')
      expect(await data(get('catalog.product', { idOrSlug: id }))).toMatchObject({ name })
    }
  })
})

describe('who has no account yet', () => {
  it('gets one with the first interaction, and keeps it', async () => {
    const act = { element: 'e', widget: 'w', time: 'first' }
    const first = await post('catalog.interact', act, {})
    expect(first.status).toBe(200)
    const [cookie = ''] = first.headers.get('set-cookie')?.split(';') ?? []
    expect(cookie).toMatch(/^ld_guest=ldg_/)
    const headers = { cookie }
    expect((await post('catalog.interact', { ...act, time: 'second' }, headers)).status).toBe(200)
    const rows = await infra.db
      .selectFrom('interaction')
      .select('account_id')
      .where('time', 'in', ['first', 'second'])
      .execute()
    expect(new Set(rows.map(({ account_id }) => account_id)).size).toBe(1)
    expect(rows).toHaveLength(2)
  })
})

describe('what a shop may do', () => {
  it.each([
    ['catalog.save', document()],
    ['catalog.setPrice', { productId: 1, price: null }],
    ['catalog.rename', { productId: 1, slug: 'x' }],
    ['catalog.setStatus', { productId: 1, status: 'active' }],
    ['catalog.curateRelated', { productId: 1, relatedIds: [] }],
    ['stock.adjust', { skuId: 1, delta: 1 }],
    ['stock.reserve', { items: [{ skuId: 1, quantity: 1 }] }],
    ['stock.take', { reservationIds: [1] }],
    ['stock.release', { reservationIds: [1] }],
  ])('%s needs its key', async (path, input) => {
    for (const headers of [{}, guest]) {
      expect(await refusal(post(path, input, headers))).toEqual([401, 'UNAUTHENTICATED'])
    }
    expect(await refusal(post(path, input, staff))).toEqual([403, 'FORBIDDEN'])
  })
})

describe('bad input', () => {
  const item = { skuId: 1, quantity: 1 }
  const act = { element: 'e', widget: 'w', time: 't' }

  it.each<[string, object | string, ...string[]]>([
    ['catalog.save', {}, '/kind', '/name'],
    [
      'catalog.save',
      document({ styles: [{ name: 'x', price: { amount: -1 } }] }),
      '/styles/0/price/amount',
    ],
    ['catalog.save', document({ media: [{ kind: 'image', url: 'ftp://x/y' }] }), '/media/0/url'],
    [
      'catalog.save',
      document({ game: { releases: [{ platform: 'x', date: '2020-13' }] } }),
      '/game/releases/0/date',
    ],
    ['catalog.save', document({ description: 'x'.repeat(60_000) }), '/description'],
    ['catalog.save', document({ slug: '12' }), '/slug'],
    ['catalog.setPrice', { productId: 1 }, '/price'],
    [
      'catalog.setPrice',
      { productId: 1, price: { amount: 5, saleAmount: 5 } },
      '/price/saleAmount',
    ],
    ['catalog.setPrice', { productId: 1, styleId: 1, price: null }, '/price'],
    [
      'catalog.setPrice',
      { productId: 1, styleId: 1, currency: 'EUR', price: { amount: 5 } },
      '/currency',
    ],
    ['catalog.rename', { productId: 0, slug: 'A B' }, '/productId', '/slug'],
    ['catalog.setStatus', { productId: 1, status: 'gone' }, '/status'],
    ['catalog.curateRelated', { productId: 1, relatedIds: [2 ** 31] }, '/relatedIds/0'],
    ['catalog.interact', {}, '/element', '/widget', '/time'],
    ['catalog.interact', { ...act, element: 7 }, '/element'],
    ['catalog.interact', { ...act, productId: -1 }, '/productId'],
    ['catalog.interact', { ...act, time: ' \u0000 ' }, '/time'],
    ['stock.adjust', { skuId: 1 }, '/delta'],
    ['stock.adjust', { skuId: 1, delta: 1, quantity: 1 }, '/delta'],
    ['stock.adjust', { skuId: 1, delta: 0.5 }, '/delta'],
    ['stock.adjust', '{"skuId":1,"delta":1e999}', '/delta'],
    ['stock.reserve', { items: [] }, '/items'],
    ['stock.reserve', { items: [item, item] }, '/items'],
    [
      'stock.reserve',
      { items: [{ ...item, quantity: 0 }], minutes: 0 },
      '/items/0/quantity',
      '/minutes',
    ],
    ['stock.take', { reservationIds: [] }, '/reservationIds'],
    ['stock.release', { reservationIds: ['1'] }, '/reservationIds/0'],
  ])('of %s is told by its fields: %j', async (path, input, ...pointers) => {
    const caller = path === 'catalog.interact' ? guest : shop
    expect(await refusal(post(path, input, caller))).toEqual([400, 'BAD_INPUT', ...pointers])
  })

  it.each<[string, object, ...string[]]>([
    ['catalog.product', {}, '/idOrSlug'],
    ['catalog.product', { idOrSlug: '\u0000' }, '/idOrSlug'],
    ['catalog.product', { idOrSlug: 0 }, '/idOrSlug'],
    ['catalog.product', { idOrSlug: 1.5 }, '/idOrSlug'],
    ['catalog.styles', { productId: 2 ** 31 }, '/productId'],
    ['catalog.styles', { productId: 'undefined' }, '/productId'],
    ['catalog.related', { productId: 1, limit: 20_000 }, '/limit'],
    ['catalog.related', { productId: 1, limit: -1 }, '/limit'],
    ['catalog.list', { kind: 'toy', order: 'best', limit: 0 }, '/kind', '/order', '/limit'],
    ['catalog.list', { category: '\ud800' }, '/category'],
    ['catalog.list', { genre: 'x'.repeat(201), platform: '' }, '/genre', '/platform'],
    ['catalog.priceHistory', { productId: 1, currency: 'euro' }, '/currency'],
  ])('of %s is told by its fields: %j', async (path, input, ...pointers) => {
    expect(await refusal(get(path, input))).toEqual([400, 'BAD_INPUT', ...pointers])
  })

  it.each<[string, object]>([
    ['catalog.product', { idOrSlug: 999_999_999 }],
    ['catalog.product', { idOrSlug: 'nobody' }],
    ['catalog.product', { idOrSlug: '99999999999999999999' }],
    ['catalog.product', { idOrSlug: '../../etc/passwd' }],
    ['catalog.styles', { productId: 999_999_999 }],
    ['catalog.related', { productId: 999_999_999 }],
    ['catalog.priceHistory', { productId: 999_999_999 }],
  ])('of %s that means nothing is 404: %j', async (path, input) => {
    const [status, code] = await refusal(get(path, input))
    expect([status, code]).toEqual([404, 'PRODUCT_NOT_FOUND'])
  })

  it('of a megabyte is refused before it is looked at', async () => {
    const big = document({ description: 'x'.repeat(1_100_000) })
    expect(await refusal(post('catalog.save', big))).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it('in a foreign product id of one interaction is an error of that one', async () => {
    const answers = await Promise.all(
      [undefined, 999_999_999, undefined].map((productId) =>
        post('catalog.interact', { ...act, productId }, guest),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200])
  })
})

import { createTestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { PATHS } from '../../src/atelier/paths.ts'
import { leaks } from '../fixtures.ts'
import { testDeps } from '../test-app.ts'
import { expectText, openShop, type Shop, serveShop } from './shop.ts'
import { cookieOf, written } from './written.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const TAGGED = [
  ...['/products/2', '/products/2/styles', '/reviews?product_id=2&sort=helpful'],
  ...['/reviews/meta?product_id=2', '/qa/questions?product_id=2'],
]

describe('entity tags', () => {
  it.each(TAGGED)('%s is 304 for who has it', async (path) => {
    const first = await shop.get(path)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^".+"$/)
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const second = await shop.get(path, { 'if-none-match': tags })
      expect([second.status, await second.text()]).toEqual([304, ''])
      expect(second.headers.get('etag')).toBe(etag)
    }
    expect((await shop.get(path, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('move with every change of what people write', async () => {
    const tags = async () =>
      Promise.all(TAGGED.map(async (path) => (await shop.get(path)).headers.get('etag')))
    const changes = [
      () => shop.send('PUT', '/reviews/23/helpful'),
      () =>
        shop.send('POST', '/reviews', {
          ...{ product_id: 2, rating: 1, body: 'New', recommend: true },
          ...{ name: 'Jane', email: 'jane@example.com' },
        }),
      () =>
        shop.send('POST', '/qa/questions', {
          ...{ product_id: 2, body: 'New?', name: 'Jane', email: 'jane@example.com' },
        }),
    ]
    for (const change of changes) {
      const before = await tags()
      expect((await change()).status).toBeLessThan(300)
      const after = await tags()
      for (const [index, tag] of after.entries()) expect(tag).not.toBe(before[index])
    }
  })

  it('are not given for a product that is not there', async () => {
    for (const path of ['/products/4000/styles', '/reviews?product_id=4']) {
      const response = await shop.get(path, { 'if-none-match': '*' })
      expect([response.status, response.headers.get('etag')]).toEqual([200, null])
    }
  })
})

describe('methods', () => {
  it.each(PATHS)('%s says which it takes', async (path) => {
    const response = await shop.request(path.replace(':id', '1'), { method: 'DELETE' })
    await expectText(response, 405, 'Error: method not allowed')
    const allow = response.headers.get('allow') ?? ''
    expect(allow).toMatch(/^(GET, HEAD|POST|PUT)(, POST)?$/)
  })

  it('HEAD is GET without a body', async () => {
    for (const path of ['/products', '/products/1', '/products/4000', '/reviews']) {
      const [head, get] = [await shop.request(path, { method: 'HEAD' }), await shop.get(path)]
      expect(head.status).toBe(get.status)
      expect(await head.text()).toBe('')
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
    }
  })

  it('OPTIONS without configured origins is no method', async () => {
    expect((await shop.request('/products', { method: 'OPTIONS' })).status).toBe(405)
  })
})

describe('CORS', () => {
  const origin = 'https://shop.example'

  it('lets configured origins call, with their guest', async () => {
    const open = serveShop(shop.infra, { corsOrigins: [origin] })
    const preflight = await open.request('/reviews/1/helpful', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
    for (const response of [
      await open.get('/products', { origin }),
      await open.send('PUT', '/reviews/21/helpful', {}, { origin }),
      await open.send('POST', '/reviews', '{', { origin }),
    ]) {
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
      expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    }
  })

  it('has pages of other origins read nothing and write nothing', async () => {
    const open = serveShop(shop.infra, { corsOrigins: [origin] })
    const evil = { origin: 'https://evil.example' }
    expect((await open.get('/products', evil)).headers.has('access-control-allow-origin')).toBe(
      false,
    )
    const cookie = cookieOf(await open.send('PUT', '/reviews/21/helpful'))
    const before = await written(shop.infra.db)
    const refused = await open.send('PUT', '/reviews/22/helpful', {}, { ...evil, cookie })
    await expectText(refused, 403, 'Error: This request comes from another origin')
    expect(await written(shop.infra.db)).toEqual(before)
  })
})

describe('limits', () => {
  it('count reads and writes of an address apart, and answer in text', async () => {
    const slow = serveShop(shop.infra, { rateLimits: { read: 1, write: 1, guest: 0, signIn: 0 } })
    const before = await written(shop.infra.db)
    expect((await slow.get('/products')).status).toBe(200)
    expect((await slow.send('POST', '/reviews', {})).status).toBe(422)
    for (const refused of [
      await slow.get('/cart'),
      await slow.send('PUT', '/reviews/21/helpful'),
    ]) {
      await expectText(refused, 429, 'Error: Too many requests')
      expect(refused.headers.get('retry-after')).toBe('1')
      expect(refused.headers.has('set-cookie')).toBe(false)
    }
    expect(await written(shop.infra.db)).toEqual(before)
  })

  it('end a request that takes too long', async () => {
    const hasty = serveShop(shop.infra, { requestBudgetMs: 50 })
    const locked = shop.infra.db.transaction().execute(async (tx) => {
      await tx.schema.alterTable('product').addColumn('never', 'integer').execute()
      await expectText(await hasty.get('/products/1'), 504, 'Error: The request ran out of time')
      throw new Error('undo it')
    })
    await expect(locked).rejects.toThrow('undo it')
  })
})

describe('trouble of our own', () => {
  it('is text that tells nothing', async () => {
    const infra = await createTestInfra({ profile: 'api' })
    const broken = serveShop(infra)
    await infra.db.schema.dropTable('characteristic').cascade().execute()
    const failed = await broken.get('/reviews/meta?product_id=1')
    await expectText(failed.clone(), 500, 'Error: Something went wrong on our side')
    expect(leaks(await failed.text())).toEqual([])
    await infra.close()
    const closed = await broken.send('PUT', '/reviews/21/helpful')
    await expectText(closed, 503, 'Error: The service is not ready')
  })
})

describe('the app', () => {
  it('counts requests by the paths of the contract', async () => {
    const app = createApp(testDeps(shop.infra))
    await app.request('/atelier/products/17/styles/')
    await app.request('/atelier/made-up/17')
    const metrics = await (await app.request('/metrics')).text()
    expect(metrics).toContain('route="/atelier/products/:id/styles",status="200"')
    expect(metrics).toContain('route="/atelier",status="404"')
    expect(metrics).not.toContain('made-up')
  })

  it('has no contract without the domains that it is made of', async () => {
    const app = createApp(testDeps(shop.infra), { modules: ['catalog', 'reviews'] })
    expect((await app.request('/atelier/products')).status).toBe(404)
  })

  it('adds the headers that all answers have', async () => {
    const { headers } = await shop.get('/products')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/)
  })
})

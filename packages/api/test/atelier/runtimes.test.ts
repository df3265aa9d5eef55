import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json } from '../fixtures.ts'
import { RUNTIMES, type ServerProcess, startServer } from '../server-process.ts'
import { expectJson, expectNoContent, expectText } from './shop.ts'
import { cookieOf } from './written.ts'

interface Review {
  readonly review_id: number
  readonly helpfulness: number
}

describe.each(RUNTIMES)('the contract on %s', (runtime) => {
  let infra: TestInfra
  let server: ServerProcess

  beforeAll(async () => {
    infra = await createTestInfra()
    const product = { id: 7, kind: 'merch' as const, slug: 'cap', name: 'Cap', price: 1_999 }
    await infra.db.insertInto('product').values(product).execute()
    server = await startServer(runtime, infra.env)
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await infra.close()
  })

  const ask = (path: string, init?: RequestInit) => fetch(`${server.url}/atelier${path}`, init)
  const headers = { 'content-type': 'application/json' }
  const reviews = async () =>
    (await json<{ results: Review[] }>(await ask('/reviews?product_id=7'))).results
  const post = (body: string) => ask('/reviews', { method: 'POST', headers, body })

  it('reads', async () => {
    const [product] = await json<object[]>(await ask('/products/'))
    expect(product).toMatchObject({ id: 7, campus: 'hr-rfp', default_price: '19.99' })
    await expectJson(await ask('/products/7/styles'), { product_id: '7', results: [] })
    await expectText(await ask('/reviews'), 422, 'Error: invalid product_id provided')
    const first = await ask('/reviews?product_id=7')
    const known = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await ask('/reviews?product_id=7', { headers: known })).status).toBe(304)
    const head = await ask('/products/7', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('writes, and votes without a body or with one that nobody reads', async () => {
    const author = { name: 'Jane', email: 'jane@example.com' }
    const body = { product_id: 7, rating: 5, body: 'Fits.', recommend: true, ...author }
    const created = await post(JSON.stringify(body))
    expect(cookieOf(created)).toMatch(/^ld_guest=/)
    await expectText(created, 201, 'Created')
    const [review] = await reviews()
    for (const body of [undefined, '{}', 'x'.repeat(200_000)]) {
      const init = { method: 'PUT', ...(body === undefined ? {} : { body }) }
      await expectNoContent(await ask(`/reviews/${review?.review_id}/helpful`, init))
    }
    expect(await reviews()).toMatchObject([{ helpfulness: 3 }])
  })

  it('refuses what is too large or no JSON, and goes on', async () => {
    const refusal = 'Error: Review body contains invalid entries'
    for (const body of ['{', `"${'x'.repeat(2_000_000)}"`, `{"body":"${'x'.repeat(1_000_000)}"}`]) {
      await expectText(await post(body), 422, refusal)
    }
    expect((await ask('/products/7')).status).toBe(200)
  })
})

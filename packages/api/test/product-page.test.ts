import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiSettings } from '../src/api-deps.ts'
import { conventions } from '../src/http/conventions.ts'
import type { ApiEnv } from '../src/http/variables.ts'
import { createKit } from '../src/kit.ts'
import { storefrontProcedures } from '../src/routers/storefront.ts'
import { trpcHandler } from '../src/trpc/handler.ts'
import { router } from '../src/trpc.ts'
import { json, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
/** Of a product that is there. */
let id: number
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  id = await newProduct('camo-onesie')
})
afterAll(() => infra.close())

async function newProduct(slug: string): Promise<number> {
  const row = await infra.db
    .insertInto('product')
    .values({ kind: 'merch', slug, name: `Ünïcödé "${slug}" \u2028 </script>`, price: 14_000 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const change = (product: number) =>
  infra.db
    .updateTable('product')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', product)
    .execute()

function serve(settings: Partial<ApiSettings> = {}) {
  const kit = createKit(testDeps(infra, settings))
  const app = new Hono<ApiEnv>()
  app.use(conventions(kit.deps))
  app.all('/trpc/*', trpcHandler(kit, router({ catalog: router(storefrontProcedures) })))
  return app
}

type App = ReturnType<typeof serve>

const query = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const pathOf = (idOrSlug: unknown) => `/trpc/catalog.productPage?input=${query({ idOrSlug })}`

/** The same request, but stock tRPC answers it: an unknown parameter is none of the fast path's. */
const stock = (path: string) => `${path}&stock=1`

async function etagOf(app: App, path: string, headers: Record<string, string> = {}) {
  return (await app.request(path, { headers })).headers.get('etag') ?? 'no etag'
}

describe('the page of a product', () => {
  it('is what stock tRPC would say, with a tag', async () => {
    const app = serve()
    for (const idOrSlug of [id, 'camo-onesie', String(id)]) {
      const [fast, again, slow] = await Promise.all(
        [pathOf(idOrSlug), pathOf(idOrSlug), stock(pathOf(idOrSlug))].map(async (path) => {
          const response = await app.request(path)
          return { response, body: await json<unknown>(response) }
        }),
      )
      expect(fast?.body).toEqual(slow?.body)
      expect(again?.body).toEqual(slow?.body)
      for (const name of ['content-type', 'cache-control', 'vary', 'x-content-type-options']) {
        expect(fast?.response.headers.get(name)).toBe(slow?.response.headers.get(name))
      }
      expect(fast?.response.headers.get('etag')).toMatch(/^"[\w.-]+"$/)
    }
  })

  it('keeps the JSON of a batch apart from the tags of its parts', async () => {
    const app = serve()
    const input = query({ 0: { idOrSlug: id }, 1: { idOrSlug: 'camo-onesie' } })
    const path = `/trpc/catalog.productPage,catalog.productPage?batch=1&input=${input}`
    const response = await app.request(path, { headers: { 'if-none-match': '*' } })
    expect(response.status).toBe(200)
    expect(response.headers.has('etag')).toBe(false)
    expect(await json(response)).toEqual(await json(await app.request(stock(path))))
  })

  it.each([
    ['no such product', 2_147_483_647, 404, 'PRODUCT_NOT_FOUND'],
    ['an id beyond what ids can be', 2_147_483_648, 400, 'BAD_INPUT'],
    ['no text and no number', null, 400, 'BAD_INPUT'],
  ])('says of %s what stock says', async (_, idOrSlug, status, code) => {
    const app = serve()
    for (const path of [pathOf(idOrSlug), stock(pathOf(idOrSlug))]) {
      const response = await app.request(path, { headers: { 'if-none-match': '*' } })
      expect(response.status).toBe(status)
      expect((await json<TrpcErrorAnswer>(response)).error.data.appCode).toBe(code)
    }
  })
})

describe('the tag of a page', () => {
  it('is answered with 304 and no body for as long as nothing changes', async () => {
    const product = await newProduct('unchanged')
    for (const app of [serve(), serve()]) {
      const etag = await etagOf(app, pathOf(product))
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const response = await app.request(pathOf(product), { headers: { 'if-none-match': known } })
        expect(response.status).toBe(304)
        expect(await response.text()).toBe('')
        expect(response.headers.get('etag')).toBe(etag)
        expect(response.headers.get('cache-control')).toBe(
          'public, max-age=1, stale-while-revalidate=10',
        )
      }
    }
  })

  it('is recognised by a process that has never read the page', async () => {
    const etag = await etagOf(serve(), pathOf(id))
    const response = await serve().request(pathOf(id), { headers: { 'if-none-match': etag } })
    expect(response.status).toBe(304)
  })

  it('is over at once when the product changes, in every process', async () => {
    const product = await newProduct('changing')
    const apps = [serve(), serve()]
    const etags = await Promise.all(apps.map((app) => etagOf(app, pathOf(product))))
    expect(new Set(etags).size).toBe(1)
    await change(product)
    for (const app of apps) {
      const headers = { 'if-none-match': etags[0] ?? '' }
      const response = await app.request(pathOf(product), { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('etag')).not.toBe(etags[0])
      const page = await json<{ result: { data: { product: { revision: number } } } }>(response)
      expect(page.result.data.product.revision).toBe(2)
    }
  })

  it('never goes with a page of another moment, whatever is written meanwhile', async () => {
    const app = serve()
    const product = await newProduct('busy')
    const seen = new Map<string, number>()
    const read = async () => {
      const response = await app.request(pathOf(product))
      const page = await json<{ result: { data: { product: { revision: number } } } }>(response)
      const etag = response.headers.get('etag') ?? ''
      const { revision } = page.result.data.product
      expect(seen.get(etag) ?? revision).toBe(revision)
      seen.set(etag, revision)
      return revision
    }
    let last = 0
    for (let round = 0; round < 20; round += 1) {
      const reads = Array.from({ length: 5 }, read)
      await change(product)
      await Promise.all(reads)
      // What is read after a write shows it.
      const revision = await read()
      expect(revision).toBeGreaterThan(last)
      last = revision
    }
    expect(last).toBe(21)
  })
})

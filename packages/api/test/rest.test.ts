import { SCOPES } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import type { Problem } from '../src/errors/problem.ts'
import { PROCEDURES, validInput } from './calls.ts'
import { json, PASSWORD } from './fixtures.ts'
import { bearer, keyWith, person } from './people.ts'
import { type RestCall, restCall, sentBy } from './rest-calls.ts'
import { testDeps } from './test-app.ts'

type Known = Readonly<Record<string, string>>

let infra: TestInfra
let app: ReturnType<typeof createApp>
let user: Known
let key: Known
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  let address = 0
  app = createApp({
    ...testDeps(infra, { requestBudgetMs: 20_000 }),
    // Guesses at one account are counted by network.
    remoteAddress: () => {
      address += 1
      return `10.${address >> 8}.${address & 255}.1`
    },
  })
  user = bearer((await person(infra)).token)
  key = await keyWith(infra, SCOPES)
})
afterAll(() => infra.close())

async function rest(call: RestCall | string, headers: Known = {}): Promise<Response> {
  return typeof call === 'string'
    ? await app.request(call, { headers })
    : await app.request(call.url, sentBy(call, headers))
}

const send = (method: string, url: string, body: unknown = null, headers: Known = user) =>
  rest({ method, url, body: body === null ? null : JSON.stringify(body) }, headers)

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return await json<Problem>(response)
}

interface Stock {
  readonly result: { readonly data: unknown }
  readonly error: { readonly data: { readonly appCode: string; readonly fields: unknown } }
}

/** What differs from one call to the next. */
const steady = (text: string) =>
  text.replace(/"latencyMs":[\d.]+/g, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')

/** Queries only: the second of two equal writes has another answer. */
const QUERIES = PROCEDURES.filter(({ type }) => type === 'query')
const WRITES = PROCEDURES.filter(({ type }) => type === 'mutation')

/** Its path, whatever stands in its places. */
const pathOf = ({ meta }: (typeof PROCEDURES)[number]) =>
  meta?.rest.split(' ')[1]?.replace(/\{[^}]+\}/g, '{}')

describe('a query by REST', () => {
  it.each(QUERIES.map((one) => [one.path, one] as const))(
    'answers as tRPC does: %s',
    async (path, procedure) => {
      const { meta } = procedure
      if (meta === undefined) throw new Error('declares nothing')
      const input = validInput(procedure) ?? {}
      for (const headers of [{}, user, key]) {
        const stock = await app.request(
          `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
          { headers },
        )
        const said = await json<Stock>(stock)
        const answer = await rest(restCall(meta, input), headers)
        const text = await answer.text()
        expect(answer.status, text).toBe(stock.status)
        expect(answer.headers.get('cache-control')).toBe(stock.headers.get('cache-control'))
        if (stock.ok) {
          expect(steady(text)).toBe(steady(JSON.stringify(said.result.data, null, 0)))
        } else {
          const { appCode: code, fields } = said.error.data
          expect(JSON.parse(text)).toMatchObject({ code, fields, status: stock.status })
        }
      }
    },
  )
})

describe('a write by REST', () => {
  it.each(WRITES.map((one) => [one.path, one] as const))(
    'is not for everybody, nor by GET: %s',
    async (_, procedure) => {
      const { meta } = procedure
      if (meta === undefined) throw new Error('declares nothing')
      const call = restCall(meta, validInput(procedure) ?? {})
      const read = await rest(call.url)
      // Another procedure may have this path for GET: then it is that query.
      const isQueryToo = QUERIES.some((query) => pathOf(query) === pathOf(procedure))
      expect(read.status === 405).toBe(!isQueryToo)
      if (!isQueryToo) {
        expect(read.headers.get('allow')).toContain(call.method)
        expect(await problem(read)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
      }
      if (meta.auth !== 'public' && meta.auth !== 'guest') {
        const response = await rest(call)
        expect([response.status, (await problem(response)).code]).toEqual([401, 'UNAUTHENTICATED'])
      }
    },
  )
})

describe('a site that knows REST alone', () => {
  it('signs in, writes, reads, and takes back', async () => {
    const account = { email: 'ana@example.org', name: 'Ana', password: PASSWORD, tokens: true }
    const registered = await json<{ tokens: { accessToken: string } }>(
      await send('POST', '/api/auth/register', account, {}),
    )
    const ana = bearer(registered.tokens.accessToken)
    expect(await json(await rest('/api/account', ana))).toMatchObject({ name: 'Ana' })

    const draft = { title: 'By REST', content: 'Of *words*.', tags: ['rest'] }
    const created = await json<{ id: number; position: string }>(
      await send('POST', '/api/posts', draft, ana),
    )
    expect(created).toMatchObject({ id: expect.any(Number), status: 'visible' })
    const path = `/api/posts/${created.id}`
    expect(await json(await rest(path))).toMatchObject({ title: 'By REST', tags: ['rest'] })

    const comment = { subject: { kind: 'post', id: created.id }, body: 'Well said.' }
    expect((await send('POST', '/api/comments', comment)).status).toBe(200)
    const listed = await rest(`/api/comments?subject.kind=post&subject.id=${created.id}&limit=5`)
    expect(await json(listed)).toMatchObject({ total: 1, items: [{ body: 'Well said.' }] })
    expect((await send('PUT', `/api/votes/post/${created.id}`, { value: 1 })).status).toBe(200)

    const edited = await send('PATCH', path, { title: 'By REST, again' }, ana)
    expect(await json(edited)).toMatchObject({ id: created.id, revision: 2 })
    const feed = await rest(`/api/feed?tag=rest&after=${created.position}`)
    expect(await json(feed)).toMatchObject({
      items: [{ id: created.id, title: 'By REST, again', likes: 1 }],
      nextCursor: null,
    })

    expect((await send('DELETE', path)).status).toBe(404)
    expect((await send('DELETE', path, null, ana)).status).toBe(200)
    expect(await problem(await rest(path))).toMatchObject({ code: 'POST_NOT_FOUND' })
    expect((await send('POST', '/api/auth/logout', {}, ana)).status).toBe(200)
  })

  it('keeps a browser signed in by cookies, which go to the paths of the session alone', async () => {
    const origin = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
    const account = { email: 'bo@example.org', name: 'Bo', password: PASSWORD }
    const signedIn = await send('POST', '/api/auth/register', account, origin)
    const cookies = signedIn.headers.getSetCookie()
    const refresh = cookies.find((line) => line.includes('Path=/api/auth/refresh')) ?? ''
    const cookie = refresh.split(';', 1)[0] ?? ''
    const again = await send('POST', '/api/auth/refresh', {}, { ...origin, cookie })
    expect(await json(again)).toEqual({ expiresIn: expect.any(Number), tokens: null })
    const ended = await send('POST', '/api/auth/logout', {}, { ...origin, cookie })
    expect(await json(ended)).toEqual({ ended: 1 })
    expect(ended.headers.getSetCookie().join()).toContain('Path=/api/auth/refresh; Max-Age=0')
  })

  it('has nothing sent that it has already', async () => {
    for (const path of ['/api/feed', '/openapi.json']) {
      const first = await rest(path)
      const etag = first.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[^"]+"$/)
      const second = await rest(path, { 'if-none-match': etag })
      expect([second.status, await second.text()]).toEqual([304, ''])
    }
  })

  it('is told only the head by HEAD', async () => {
    const response = await app.request('/api/stats/maps', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    const posts = await infra.db.selectFrom('post').select('id').execute()
    expect((await app.request('/api/posts', { method: 'HEAD' })).status).toBe(405)
    expect(await infra.db.selectFrom('post').select('id').execute()).toEqual(posts)
  })
})

describe('what cannot be', () => {
  it.each([
    ['GET', '/api', 404],
    ['GET', '/api/', 404],
    ['GET', '/api/nothing', 404],
    ['GET', '/api/stats/maps/', 404],
    ['GET', '/api//stats/maps', 404],
    ['GET', '/api/stats.maps', 404],
    ['GET', '/api/stats/%', 404],
    ['POST', '/api/auth/login/', 404],
    ['POST', '/api/auth%2Flogin', 404],
    ['GET', '/api/auth/login', 405],
    ['PATCH', '/api/feed', 405],
    ['OPTIONS', '/api/feed', 405],
    ['GET', '/api/feed?limit=0', 400],
    ['GET', '/api/feed?limit=1&limit=2', 400],
    ['GET', '/api/feed?batch=1', 400],
    ['GET', '/api/feed?input=%7B%7D', 400],
    ['GET', '/api/posts/one', 400],
    ['GET', '/api/posts/99999999999999999999', 400],
    ['POST', '/api/posts?title=a', 400],
    ['DELETE', '/api/wishlist/1?x=1', 400],
  ])('%s %s is %d', async (method, path, status) => {
    const response = await app.request(path, { method, headers: user })
    expect([response.status, (await problem(response)).status]).toEqual([status, status])
    if (status === 405) expect(response.headers.get('allow')).toMatch(/^[A-Z, ]+$/)
  })

  it('says which field is wrong, by the name that it has there', async () => {
    const wrong = await problem(await rest('/api/comments?subject.kind=post&subject.id=x&limit=0'))
    const pointers = wrong.fields.map(({ pointer }) => pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/subject/id', '/limit']))
    const title = { title: '', content: 'x' }
    const body = await problem(await send('POST', '/api/posts', title))
    expect(body).toMatchObject({ code: 'BAD_INPUT', fields: [{ pointer: '/title' }] })
  })

  it.each([
    ['text/plain', '{"title":"a","content":"b"}', 415],
    [undefined, '{"title":"a","content":"b"}', 415],
    ['application/json', '{"title":', 400],
    ['application/json', '[]', 400],
    ['application/json', `{"title":"${'x'.repeat(1_100_000)}"}`, 413],
  ])('a body of type %s that begins %.12s is refused', async (type, text, status) => {
    const headers = { ...user, ...(type && { 'content-type': type }) }
    const body = new Blob([text])
    const response = await app.request('/api/posts', { method: 'POST', headers, body })
    expect((await problem(response)).status).toBe(status)
    expect(response.status).toBe(status)
  })

  it('takes no body that is compressed', async () => {
    const headers = { ...user, 'content-type': 'application/json' }
    for (const [encoding, status] of [
      ['gzip', 415],
      ['br', 415],
      ['identity', 400],
    ] as const) {
      const response = await app.request('/api/posts', {
        ...{ method: 'POST', body: '{"title":""}' },
        headers: { ...headers, 'content-encoding': encoding },
      })
      expect([encoding, response.status]).toEqual([encoding, status])
      expect((await problem(response)).status).toBe(status)
    }
  })

  it('is no way around what a body says', async () => {
    const response = await send('PUT', '/api/votes/post/1', { subject: { kind: 'post', id: 2 } })
    expect(await problem(response)).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/subject/id', message: 'is another one than in the path' }],
    })
  })

  it('is decoded once', async () => {
    const product = { kind: 'game', name: 'A game', slug: 'a-game', price: 1 } as const
    await infra.db.insertInto('product').values(product).execute()
    const status = async (name: string) => (await rest(`/api/products/${name}`)).status
    expect(await status('a-game')).toBe(200)
    expect(await status('%61-game')).toBe(200)
    expect(await status('%2561-game')).toBe(404)
  })

  it('counts against the same limits', async () => {
    const limits = { read: 3, write: 2, guest: 0, signIn: 2 }
    const limited = createApp(testDeps(infra, { rateLimits: limits }))
    const codes = async (call: () => Response | Promise<Response>, times: number) => {
      const seen: number[] = []
      for (let n = 0; n < times; n += 1) seen.push((await call()).status)
      return seen
    }
    const reads = [
      ...(await codes(() => limited.request('/api/stats/maps'), 2)),
      ...(await codes(() => limited.request('/trpc/stats.maps'), 1)),
      ...(await codes(() => limited.request('/api/stats/maps'), 1)),
    ]
    expect(reads).toEqual([200, 200, 200, 429])
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const bad = await codes(() => limited.request('/api/stats/maps?other=1'), 4)
    expect(bad).toEqual([400, 400, 400, 429])
    const login = sentBy(restCall({ rest: 'POST /auth/login' }, { email: 'a', password: 'b' }))
    const logins = await codes(() => limited.request('/api/auth/login', login), 3)
    expect(logins).toEqual([401, 401, 429])
  })
})

import { touchPost } from '@loadout/core/changes'
import { startCacheRelay } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApiSettings } from '../src/api-deps.ts'
import { createApp } from '../src/app.ts'
import { bearer, person } from './people.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let relay: ReturnType<typeof startCacheRelay>
let accountId: number
/** How often a page was there at once. */
let atOnce = 0
beforeAll(async () => {
  infra = await createTestInfra({
    profile: 'api',
    env: { CACHE_LOCAL_MS: '1000', TOKEN_ALGORITHM: 'ES256' },
  })
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  relay = startCacheRelay({ services: infra, redisUrl, prefix, pollMs: 5 })
  accountId = (await person(infra)).accountId
  for (let n = 0; n < 5; n += 1) await write(`Post ${n}`)
})
beforeEach(() => {
  atOnce = 0
})
afterAll(async () => {
  await relay.close()
  await infra.close()
})

function write(title: string): Promise<void> {
  return infra.db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('post')
      .values({ account_id: accountId, title, content: 'Text' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await touchPost(tx, id)
  })
}

function appWith(settings: Partial<ApiSettings> = {}) {
  const { sharedCache } = infra
  const deps = testDeps(
    {
      ...infra,
      sharedCache: {
        ...sharedCache,
        kept(key) {
          const page = sharedCache.kept(key)
          if (page !== undefined) atOnce += 1
          return page
        },
      },
    },
    settings,
  )
  return { app: createApp(deps), lifecycle: deps.lifecycle }
}

type App = Pick<ReturnType<typeof createApp>, 'request'>

const PAGE = `/trpc/feed.list?input=${encodeURIComponent('{"limit":3}')}`

/** Everything a client can see of an answer. */
async function answer(app: App, path: string, init: RequestInit = {}) {
  const headers = new Headers(init.headers)
  headers.set('x-request-id', 'the-same-id')
  const response = await app.request(path, { ...init, headers })
  return {
    status: response.status,
    headers: [...response.headers].toSorted(),
    body: await response.text(),
  }
}

/** Until one answer was there at once: what is kept is kept for a moment. */
async function answerAtOnce(app: App, path: string, init: RequestInit = {}) {
  for (;;) {
    const before = atOnce
    const answered = await answer(app, path, init)
    if (atOnce > before) return answered
  }
}

async function etag(app: App): Promise<string> {
  return (await app.request(PAGE)).headers.get('etag') ?? ''
}

describe('an answer that is given at once is that of the other way to the byte', () => {
  const SITE = 'https://site.example'

  it.each<readonly [string, Record<string, string>]>([
    ['nothing more', {}],
    ['a tag that is old', { 'if-none-match': '"old"' }],
    ['a page of an allowed site', { origin: SITE }],
    ['a page of another site', { origin: 'https://other.example' }],
    ['cookies that are not ours', { cookie: 'theme=dark' }],
    ['what it would take', { accept: 'application/json', 'accept-encoding': 'gzip' }],
  ])('with %s', async (_, headers) => {
    const { app } = appWith({ corsOrigins: [SITE] })
    const expected = await answer(app, PAGE, { headers })
    expect(expected.status).toBe(200)
    expect(await answerAtOnce(app, PAGE, { headers })).toEqual(expected)
  })

  it('to who has the page already, in any of the ways to say so', async () => {
    const { app } = appWith()
    for (const tag of [await etag(app), `"old", W/${await etag(app)}`, '*']) {
      const init = { headers: { 'if-none-match': tag } }
      const other = appWith()
      const expected = await answer(other.app, PAGE, init)
      expect(expected).toMatchObject({ status: 304, body: '' })
      expect(await answerAtOnce(app, PAGE, init)).toEqual(expected)
    }
  })

  it('from a process that is about to leave', async () => {
    const { app, lifecycle } = appWith()
    await answer(app, PAGE)
    lifecycle.draining = true
    const leaving = await answerAtOnce(app, PAGE)
    expect(leaving.headers).toContainEqual(['connection', 'close'])
    expect(leaving).toEqual(await answer(app, PAGE, { headers: { cookie: 'ld_x=1' } }))
  })

  it('with an id of its own where none was sent', async () => {
    const { app } = appWith()
    await answer(app, PAGE)
    const ids = [await app.request(PAGE), await app.request(PAGE)].map(({ headers }) =>
      headers.get('x-request-id'),
    )
    expect(new Set(ids).size).toBe(2)
  })
})

describe('what is not given at once', () => {
  it.each<readonly [string, string, RequestInit]>([
    ['to who has a session', PAGE, { headers: { cookie: 'theme=dark; ld_at=x' } }],
    ['to a guest', PAGE, { headers: { cookie: 'ld_guest=x' } }],
    ['to a key', PAGE, { headers: { authorization: 'Bearer x' } }],
    ['in pieces', PAGE, { headers: { 'trpc-accept': 'application/jsonl' } }],
    ['in pieces, asked otherwise', PAGE, { headers: { accept: 'application/jsonl' } }],
    ['to a form', PAGE, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['by HEAD', PAGE, { method: 'HEAD' }],
    ['by POST', '/trpc/feed.list', { method: 'POST', body: '{"limit":3}' }],
    ['of another address', `${PAGE}&more=1`, {}],
    ['in a batch', `/trpc/feed.list?batch=1&input=${encodeURIComponent('{"0":{}}')}`, {}],
    ['by REST', '/api/feed?limit=3', {}],
  ])('%s', async (_, path, init) => {
    const { app } = appWith()
    await answer(app, PAGE)
    await answer(app, path, init)
    const before = atOnce
    await answer(app, path, init)
    expect(atOnce).toBe(before)
  })

  it('after what is written has come through', async () => {
    const { app } = appWith()
    await answerAtOnce(app, PAGE)
    await write('The latest')
    await expect.poll(async () => (await answer(app, PAGE)).body).toContain('The latest')
    expect((await answerAtOnce(app, PAGE)).body).toContain('The latest')
  })

  it('with a key that is wrong: it is refused, whatever is kept', async () => {
    const { app } = appWith()
    await answerAtOnce(app, PAGE)
    const { status } = await answer(app, PAGE, { headers: { authorization: 'Bearer wrong' } })
    expect(status).toBe(401)
    const { token } = await person(infra)
    expect((await answer(app, PAGE, { headers: bearer(token) })).status).toBe(200)
  })
})

describe('answers that are given at once count as others do', () => {
  it('against the rate of the address', async () => {
    const { app } = appWith({ rateLimits: { read: 3, write: 0, guest: 0, signIn: 0 } })
    const statuses: number[] = []
    while (statuses.at(-1) !== 429) {
      const response = await app.request(PAGE)
      statuses.push(response.status)
      if (response.status === 429) expect(response.headers.get('retry-after')).toBe('1')
    }
    expect(statuses.length).toBeGreaterThan(3)
    expect(atOnce).toBeGreaterThan(0)
  })

  it('by the address that our proxy saw', async () => {
    const rateLimits = { read: 2, write: 0, guest: 0, signIn: 0 }
    const { app } = appWith({ rateLimits, trustedProxies: 1 })
    for (let n = 0; n < 8; n += 1) {
      const headers = { 'x-forwarded-for': `198.51.100.${n}` }
      expect((await answer(app, PAGE, { headers })).status).toBe(200)
    }
    expect(atOnce).toBeGreaterThan(0)
  })

  it('in the metrics', async () => {
    const { app } = appWith()
    const counted = async () => {
      const text = await (await app.request('/metrics')).text()
      const of = (line: RegExp) => Number(line.exec(text)?.[1] ?? 0)
      return [
        of(/procedure_calls_total\{path="feed.list",code="OK"\} (\d+)/),
        of(/duration_seconds_count\{method="GET",route="\/trpc",status="200"\} (\d+)/),
      ]
    }
    await answerAtOnce(app, PAGE)
    const [calls = 0, requests = 0] = await counted()
    await answerAtOnce(app, PAGE)
    const [more = 0, moreRequests = 0] = await counted()
    expect(more).toBeGreaterThan(calls)
    expect(moreRequests - requests).toBe(more - calls)
  })
})

import { touchPost } from '@loadout/core/changes'
import { startCacheRelay } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let app: ReturnType<typeof createApp>
let relay: ReturnType<typeof startCacheRelay>
let accountId: number
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = infra.config
  relay = startCacheRelay({ services: infra, redisUrl, prefix, pollMs: 5 })
  app = createApp(testDeps(infra))
  const account = await infra.db
    .insertInto('account')
    .values({ kind: 'user', display_name: 'Kim' })
    .returning('id')
    .executeTakeFirstOrThrow()
  accountId = account.id
  for (let n = 0; n < 3; n += 1) await write(`Post ${n}`)
})
afterAll(async () => {
  await relay.close()
  await infra.close()
})

function write(title: string): Promise<{ readonly id: number; readonly position: string }> {
  return infra.db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('post')
      .values({ account_id: accountId, title, content: 'Text' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, position: (await touchPost(tx, id)) ?? '' }
  })
}

const ask = async (input: object, headers: Record<string, string> = {}) =>
  app.request(`/trpc/feed.list?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })

interface Page {
  readonly items: readonly { readonly title: string }[]
  readonly nextCursor: string | null
}

async function pageOf(response: Response): Promise<Page> {
  const { result } = (await response.json()) as { readonly result: { readonly data: Page } }
  return result.data
}

const titles = async (input: object) =>
  (await pageOf(await ask(input))).items.map((one) => one.title)

describe('feed.list over HTTP', () => {
  it('answers 304 to who has the page, and 200 again once something has changed', async () => {
    const first = await ask({ limit: 2 })
    const etag = first.headers.get('etag') ?? ''
    expect(first.status).toBe(200)
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await ask({ limit: 2 }, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    await write('News')
    await expect
      .poll(async () => (await ask({ limit: 2 }, { 'if-none-match': etag })).status)
      .toBe(200)
    expect((await titles({ limit: 2 }))[0]).toBe('News')
  })

  it('says the same as stock tRPC does, which is asked where something is unusual', async () => {
    for (const sort of ['new', 'hot', 'top']) {
      const input = { sort, limit: 2 }
      const url = `/trpc/feed.list?input=${encodeURIComponent(JSON.stringify(input))}`
      const known = await pageOf(await app.request(url))
      const stock = await pageOf(await app.request(`${url}&unusual=1`))
      expect(known.items).toEqual(stock.items)
      expect(known.nextCursor).toEqual(stock.nextCursor)
      expect(known.items).toHaveLength(2)
    }
  })

  it('shows a write at once to who sends its position', async () => {
    await ask({})
    const { position } = await write('Mine')
    expect((await titles({ after: position }))[0]).toBe('Mine')
  })

  it('is one with the pages of a batch', async () => {
    const input = encodeURIComponent(
      JSON.stringify({ 0: { limit: 1 }, 1: { limit: 1, sort: 'top' } }),
    )
    const response = await app.request(`/trpc/feed.list,feed.list?batch=1&input=${input}`)
    expect(response.headers.get('etag')).toBeNull()
    expect(await json(response)).toMatchObject([
      { result: { data: { items: [{}] } } },
      { result: { data: { items: [{}] } } },
    ])
  })

  it('answers an empty feed with an empty page, not with an error', async () => {
    const response = await ask({ tag: 'nobody-uses-it' })
    expect(response.status).toBe(200)
    expect(await json(response)).toEqual({ result: { data: { items: [], nextCursor: null } } })
  })

  it.each([
    ['a cursor that was altered', { cursor: '1WyIxIl0.AAAAAAAAAAAAAAAAAAAAAA' }, 'BAD_CURSOR'],
    ['a cursor of another kind', { cursor: 'WyIxIl0' }, 'BAD_CURSOR'],
    ['a position that is none', { after: '1.0' }, 'BAD_INPUT'],
    ['author and tag together', { author: 1, tag: 'a' }, 'BAD_INPUT'],
    ['no such order', { sort: 'worst' }, 'BAD_INPUT'],
  ])('refuses %s with a typed 400', async (_, input, code) => {
    const response = await ask(input)
    expect(response.status).toBe(400)
    expect(await json(response)).toMatchObject({ error: { data: { appCode: code } } })
  })

  it('asks who wants to see their own posts to sign in', async () => {
    expect((await app.request('/trpc/feed.mine')).status).toBe(401)
  })
})

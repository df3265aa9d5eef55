import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectNoContent, openShop, type Shop } from './shop.ts'
import { cookieOf, guests, written } from './written.ts'

let shop: Shop
beforeAll(async () => {
  // So that requests can come from several addresses.
  shop = await openShop({ trustedProxies: 1 })
})
afterAll(() => shop.infra.close())

const read = async (path: string) => JSON.parse(await (await shop.get(path)).text())

/** Where each kind of text is voted on, and where its votes are read. */
const KINDS = [
  {
    path: '/reviews',
    ids: [21, 22],
    votes: async (id: number) => {
      const { results } = await read('/reviews?product_id=2&count=50')
      return results.find((one: { review_id: number }) => one.review_id === id)?.helpfulness
    },
  },
  {
    path: '/qa/questions',
    ids: [1, 3],
    votes: async (id: number) => {
      const { results } = await read('/qa/questions?product_id=1&count=50')
      return results.find((one: { question_id: number }) => one.question_id === id)
        ?.question_helpfulness
    },
  },
  {
    path: '/qa/answers',
    ids: [1, 2],
    votes: async (id: number) => {
      const { results } = await read('/qa/questions/2/answers?count=50')
      return results.find((one: { answer_id: number }) => one.answer_id === id)?.helpfulness
    },
  },
] as const

describe.each(KINDS)('PUT $path/:id', ({ path, ids: [first, second], votes }) => {
  const put = (id: number | string, what: string, body?: unknown, headers = {}) =>
    shop.send('PUT', `${path}/${id}/${what}`, body, headers)

  it.each([
    ['no body', undefined, {}],
    ['{}', {}, {}],
    ['a body that is no JSON', '<x>', { 'content-type': 'text/plain' }],
    ['a token that all share', undefined, { authorization: 'ghp_shared' }],
  ])('/helpful counts each time for clients without cookies: %s', async (_, body, headers) => {
    const before = await votes(first)
    for (const _ of [1, 2]) await expectNoContent(await put(first, 'helpful', body, headers))
    expect(await votes(first)).toBe(before + 2)
  })

  it('/helpful counts once for one guest, however often and at once', async () => {
    const before = await votes(first)
    const cookie = cookieOf(await put(first, 'helpful'))
    expect(cookie).toMatch(/^ld_guest=/)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => put(first, 'helpful', {}, { cookie })),
    )
    for (const answer of answers) {
      await expectNoContent(answer)
      expect(answer.headers.has('set-cookie')).toBe(false)
    }
    expect(await votes(first)).toBe(before + 1)
  })

  it('/report hides it once enough people have reported it', async () => {
    const report = (address: string, headers = {}) =>
      put(second, 'report', {}, { 'x-forwarded-for': address, ...headers })
    const cookie = cookieOf(await report('192.0.2.1'))
    await expectNoContent(await report('192.0.2.1', { cookie }))
    await expectNoContent(await report('192.0.2.2'))
    // Without the cookie it is somebody else, but perhaps the same person.
    await expectNoContent(await report('192.0.2.1'))
    expect(await votes(second)).toEqual(expect.any(Number))
    await expectNoContent(await report('192.0.2.3'))
    expect(await votes(second)).toBeUndefined()
  })

  describe.each(['helpful', 'report'])('/%s', (what) => {
    let before: unknown
    beforeEach(async () => {
      before = await written(shop.infra.db)
    })

    it.each([28, 4_000, 2_147_483_647])(
      'changes nothing for %d, which cannot be seen',
      async (id) => {
        await expectNoContent(await put(id, what))
        expect(await written(shop.infra.db)).toEqual(before)
      },
    )

    it.each(['0', '-1', 'undefined', 'NaN', '1.5', '99999999999', '1%00', '1;'])(
      'changes nothing for %s, and makes nobody a guest',
      async (id) => {
        const known = await guests(shop.infra.db)
        await expectNoContent(await put(id, what))
        expect(await written(shop.infra.db)).toEqual(before)
        expect(await guests(shop.infra.db)).toBe(known)
      },
    )
  })
})

describe('what one has written oneself', () => {
  it('gets no votes and no reports of its author', async () => {
    const body = {
      ...{ product_id: 5, rating: 1, body: 'Dear.', recommend: false },
      ...{ name: 'Jane', email: 'jane@example.com' },
    }
    const cookie = cookieOf(await shop.send('POST', '/reviews', body))
    const [{ review_id: id }] = (await read('/reviews?product_id=5')).results
    const before = await written(shop.infra.db)
    for (const what of ['helpful', 'report']) {
      await expectNoContent(await shop.send('PUT', `/reviews/${id}/${what}`, {}, { cookie }))
    }
    expect(await written(shop.infra.db)).toEqual(before)
    await expectNoContent(await shop.send('PUT', `/reviews/${id}/helpful`))
    expect((await read('/reviews?product_id=5')).results[0].helpfulness).toBe(1)
  })
})

import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { json, leaks, type TrpcErrorAnswer } from './fixtures.ts'
import { testDeps } from './test-app.ts'

let infra: TestInfra
let app: Pick<Hono, 'request'>

beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api' })
  app = createApp(testDeps(infra))
  await infra.db
    .insertInto('product')
    .values([
      { kind: 'game', name: 'The Witcher 3', slug: 'the-witcher-3', genres: ['RPG'], price: 2_999 },
      { kind: 'game', name: 'The Witcher 2', slug: 'the-witcher-2', genres: ['RPG'], price: 1_999 },
      { kind: 'merch', name: 'Witcher Shirt', slug: 'witcher-shirt', price: 2_500 },
      { kind: 'game', name: 'Witcher Secrets', slug: 'witcher-secrets', status: 'hidden' },
    ])
    .execute()
})
afterAll(() => infra.close())

const get = (path: string, input: unknown) =>
  app.request(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)

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

interface Found {
  readonly items: readonly { readonly name: string }[]
  readonly nextCursor: string | null
  readonly didYouMean: string | null
  readonly corrected: boolean
  readonly facets: { readonly total: object; readonly kinds: readonly object[] } | null
}

const search = (input: object) => data<Found>(get('catalog.search', input))

describe('catalog.search', () => {
  it('finds products by misspelt words, with what they could be narrowed down by', async () => {
    const found = await search({ query: 'Wticher', kinds: ['game'], facets: true })
    expect(found.items.map(({ name }) => name)).toEqual(['The Witcher 3', 'The Witcher 2'])
    expect(found).toMatchObject({ didYouMean: 'witcher', corrected: true, nextCursor: null })
    expect(found.facets?.total).toEqual({ count: 2, more: false })
    expect(found.facets?.kinds).toEqual([
      { value: 'game', selected: true, count: 2, more: false },
      { value: 'merch', selected: false, count: 1, more: false },
    ])
  })

  it('lists everything that can be seen when nothing is asked for', async () => {
    const response = await app.request('/trpc/catalog.search')
    const { items, facets } = await data<Found>(response)
    expect(items).toHaveLength(3)
    expect(facets).toBeNull()
  })

  it('goes on from page to page', async () => {
    const list = { query: 'witcher', sort: 'priceAsc', limit: 2 }
    const first = await search(list)
    expect(first.items.map(({ name }) => name)).toEqual(['The Witcher 2', 'Witcher Shirt'])
    const next = await search({ ...list, cursor: first.nextCursor })
    expect(next.items.map(({ name }) => name)).toEqual(['The Witcher 3'])
    expect(next.nextCursor).toBeNull()
    const foreign = get('catalog.search', { query: 'else', cursor: first.nextCursor })
    expect(await refusal(foreign)).toEqual([400, 'BAD_CURSOR', '/cursor'])
  })

  it.each([
    [{ query: 'x'.repeat(201) }, '/query'],
    [{ query: ['a'] }, '/query'],
    [{ query: '\0' }, '/query'],
    [{ query: 'a\ud800' }, '/query'],
    [{ genres: 'RPG' }, '/genres'],
    [{ genres: ['\0'] }, '/genres/0'],
    [{ companyIds: [2 ** 31] }, '/companyIds/0'],
    [{ minPrice: -1 }, '/minPrice'],
    [{ releasedFrom: '0000-01-01' }, '/releasedFrom'],
    [{ limit: 1e9 }, '/limit'],
    [{ sort: '__proto__' }, '/sort'],
    [{ cursor: 'x'.repeat(2_049) }, '/cursor'],
  ])('refuses %j by its field', async (input, pointer) => {
    expect(await refusal(get('catalog.search', input))).toEqual([400, 'BAD_INPUT', pointer])
  })

  it('refuses ten thousand letters before it reads them', async () => {
    const answer = get('catalog.search', { query: 'x'.repeat(10_240) })
    expect(await refusal(answer)).toEqual([414, 'URL_TOO_LONG'])
  })

  it.each(["a' | b & !c:*", '!!!', 'the', '🎮'])('takes %j', async (query) => {
    expect((await search({ query, facets: true })).items).toBeDefined()
  })
})

describe('catalog.facets', () => {
  it('counts what the list of the same input holds', async () => {
    const { facets } = await data<Found>(
      get('catalog.facets', { query: 'witcher', genres: ['RPG'] }),
    )
    expect(facets?.total).toEqual({ count: 2, more: false })
    const all = await data<Found>(app.request('/trpc/catalog.facets'))
    expect(all.facets?.total).toEqual({ count: 3, more: false })
  })
})

describe('catalog.suggest', () => {
  it('says what could be meant', async () => {
    const { products } = await data<{ products: readonly { name: string }[] }>(
      get('catalog.suggest', { query: 'witch' }),
    )
    expect(products.map(({ name }) => name)).toEqual([
      ...['Witcher Shirt', 'The Witcher 3', 'The Witcher 2'],
    ])
  })

  it.each([
    [{}, '/query'],
    [{ query: '' }, '/query'],
    [{ query: 'x', limit: 21 }, '/limit'],
  ])('refuses %j by its field', async (input, pointer) => {
    expect(await refusal(get('catalog.suggest', input))).toEqual([400, 'BAD_INPUT', pointer])
  })
})

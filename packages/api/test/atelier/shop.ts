import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { expect } from 'vitest'
import type { ApiSettings } from '../../src/api-deps.ts'
import { createApp } from '../../src/app.ts'
import { testDeps } from '../test-app.ts'

type Db = TestInfra['db']

/** The app over a database with the shop below, asked by path. */
export interface Shop {
  readonly infra: TestInfra
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  send(
    method: 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  request(path: string, init?: RequestInit): Promise<Response>
}

export async function openShop(settings: Partial<ApiSettings> = {}): Promise<Shop> {
  const infra = await createTestInfra({ profile: 'api' })
  await fill(infra.db)
  return serveShop(infra, settings)
}

/** Another app on the same services. */
export function serveShop(infra: TestInfra, settings: Partial<ApiSettings> = {}): Shop {
  const app = createApp(testDeps(infra, settings))
  const request = async (path: string, init: RequestInit = {}) =>
    app.request(`/atelier${path}`, init)
  return {
    infra,
    request,
    get: (path, headers = {}) => request(path, { headers }),
    send: (method, path, body, headers = {}) =>
      request(path, {
        method,
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  }
}

/** Status, content type and body, the order of the keys included. */
export async function expectJson(response: Response, golden: unknown): Promise<void> {
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const body: unknown = JSON.parse(await response.text())
  expect(body).toStrictEqual(golden)
  expect(JSON.stringify(body)).toBe(JSON.stringify(golden))
}

export async function expectText(response: Response, status: number, text: string): Promise<void> {
  expect([response.status, await response.text()]).toEqual([status, text])
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
}

export async function expectNoContent(response: Response): Promise<void> {
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(response.headers.get('content-type')).toBeNull()
}

export const PHOTO = 'https://images.example/photo-1?ixlib=rb-1.2.1&w=975'
export const THUMBNAIL = 'https://images.example/photo-1?w=300'

const CREATED = new Date('2021-08-13T14:38:44.509Z')
const UPDATED = new Date('2021-09-01T00:00:00.000Z')

/**
 * Products: 1 has everything, 2 a style with nothing in it, 3 (a game) nothing at all, 4 is hidden, 5 is dear.
 * Ids are those of an imported catalogue, far below those that are given out.
 */
async function fill(db: Db): Promise<void> {
  await fillProducts(db)
  await fillReviews(db)
  await fillQuestions(db)
}

async function fillProducts(db: Db): Promise<void> {
  const made = { created_at: CREATED, updated_at: UPDATED }
  const product = (id: number, name: string, price: number | null, rest = {}) => ({
    ...{ id, name, price, kind: 'merch' as const, slug: `product-${id}`, ...made },
    ...{ tagline: `Slogan ${id}`, description: `Description "${id}" \\ é`, category: 'Jackets' },
    ...rest,
  })
  await db
    .insertInto('product')
    .values([
      product(1, 'Camo Onesie', 14_000),
      product(2, 'Bright Future Sunglasses', 6_900),
      product(3, 'Witcher', null, { kind: 'game', category: '' }),
      product(4, 'Hidden', 100, { status: 'hidden' }),
      product(5, 'Dear', 50_000_000_005),
    ])
    .execute()
  await db
    .insertInto('product_feature')
    .values([
      { id: 3, product_id: 1, name: 'UV Protection', value: null },
      { id: 1, product_id: 1, name: 'Fabric', value: 'Canvas' },
      { id: 2, product_id: 1, name: 'Buttons', value: 'Brass' },
    ])
    .execute()
  const related = [2, 3, 2, 4, 5].map((related_id, index) => ({
    ...{ id: index + 1, product_id: 1, related_id },
  }))
  await db.insertInto('related_product').values(related).execute()
  await fillStyles(db)
}

async function fillStyles(db: Db): Promise<void> {
  const style = (id: number, product_id: number, rest = {}) => ({
    ...{ id, product_id, name: `Style ${id}`, original_price: 14_000, ...rest },
  })
  await db
    .insertInto('style')
    .values([
      style(2, 1, { sale_price: 10_000 }),
      style(1, 1, { is_default: true }),
      style(3, 2, { original_price: 5, sale_price: 0 }),
      style(4, 4),
    ])
    .execute()
  await db
    .insertInto('style_photo')
    .values([
      { id: 2, style_id: 1, url: `${PHOTO}&n=2`, thumbnail_url: null },
      { id: 1, style_id: 1, url: PHOTO, thumbnail_url: THUMBNAIL },
      { id: 3, style_id: 2, url: PHOTO, thumbnail_url: THUMBNAIL },
    ])
    .execute()
  await db
    .insertInto('sku')
    .values([
      { id: 10, style_id: 1, size: 'M', quantity: 17 },
      { id: 9, style_id: 1, size: 'XS', quantity: 8, reserved: 3 },
      { id: 11, style_id: 2, size: null, quantity: 0 },
      { id: 12, style_id: 4, size: 'S', quantity: 1 },
    ])
    .execute()
}

/** Reviews of product 2 that can be seen: 21 to 26, the later ones newer. 27 is held, 28 hidden, 29 deleted. */
async function fillReviews(db: Db): Promise<void> {
  const review = (id: number, rest = {}) => ({
    ...{ id, product_id: 2, rating: 4, recommend: true, helpful: id, summary: `Summary ${id}` },
    ...{ body: `Body ${id}`, author_name: 'funtime', author_email: 'first.last@gmail.com' },
    created_at: new Date(Date.UTC(2019, 0, id)),
    ...rest,
  })
  await db
    .insertInto('review')
    .values([
      review(21, { helpful: 8, response: 'Thank you', rating: 5 }),
      review(22, { helpful: 0, recommend: false, summary: '' }),
      ...[23, 24, 25, 26].map((id) => review(id)),
      ...[27, 28, 29].map((id) => review(id, { status: id - 26 })),
      review(41, { product_id: 4 }),
    ])
    .execute()
  await db
    .insertInto('review_photo')
    .values([
      { id: 2, review_id: 26, url: `${PHOTO}&n=2` },
      { id: 1, review_id: 26, url: PHOTO },
    ])
    .execute()
  await fillCounters(db)
}

/** As many as nobody would insert: counters are all that is read. */
async function fillCounters(db: Db): Promise<void> {
  const counters = {
    rating_1: 39,
    rating_4: 34,
    rating_5: 232,
    recommended: 232,
    not_recommended: 73,
  }
  await db
    .insertInto('product_summary')
    .values([
      { product_id: 2, ...counters, version: 7 },
      { product_id: 1, rating_5: 1, recommended: 1, questions: 3 },
    ])
    .execute()
  await db
    .insertInto('characteristic')
    .values([
      { id: 6, product_id: 2, name: 'Quality', value_sum: 5, value_count: 5 },
      { id: 5, product_id: 2, name: 'Fit', value_sum: 733, value_count: 211 },
      { id: 7, product_id: 2, name: 'Comfort' },
      { id: 14, product_id: 1, name: 'Size', value_sum: 4, value_count: 1 },
    ])
    .execute()
}

/** Questions 1 to 3 about product 1; 4 is hidden. Answers 1 to 3 to question 2; 4 is hidden. */
async function fillQuestions(db: Db): Promise<void> {
  const written = (id: number, rest = {}) => ({
    ...{ id, helpful: id, body: `Text ${id}?`, author_email: 'first.last@gmail.com' },
    ...{ author_name: 'yankeelover', created_at: new Date(Date.UTC(2018, 0, id, 1, 2, 3, 4)) },
    ...rest,
  })
  const question = (id: number, rest = {}) => ({ product_id: 1, ...written(id, rest) })
  const answer = (id: number, rest = {}) => ({ question_id: 2, ...written(id, rest) })
  await db
    .insertInto('question')
    .values([
      question(1, { helpful: 0 }),
      question(2, { answers: 3 }),
      question(3),
      question(4, { status: 2 }),
      question(5, { product_id: 4 }),
    ])
    .execute()
  await db
    .insertInto('answer')
    .values([
      answer(1, { helpful: 1, accepted: true }),
      answer(2, { helpful: 9 }),
      answer(3, { helpful: 1, badge: 'seller' }),
      answer(4, { status: 2 }),
      answer(5, { question_id: 4 }),
    ])
    .execute()
  await db
    .insertInto('answer_photo')
    .values([
      { id: 2, answer_id: 2, url: `${PHOTO}&n=2` },
      { id: 1, answer_id: 2, url: PHOTO },
    ])
    .execute()
}

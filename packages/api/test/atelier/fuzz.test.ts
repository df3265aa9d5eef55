import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/atelier/paths.ts'
import { leaks } from '../fixtures.ts'
import { openShop, type Shop } from './shop.ts'

/** Replays the whole run. */
const SEED = 20_261_128
const RUNS = 60

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const odd = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', 'NaN', 'undefined', '1e9', '\u0000', '__proto__', "'; --"),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.integer().map(String),
)
const parameters = fc.constantFrom('product_id', 'page', 'count', 'sort', '__proto__')
const queries = fc.array(fc.tuple(parameters, odd), { maxLength: 4 })

const FIELDS = [
  ...['product_id', 'rating', 'summary', 'body', 'recommend', 'name', 'email', 'photos'],
  ...['characteristics', 'sku_id', 'element', 'widget', 'time', '__proto__', 'constructor'],
]
const VALID = {
  ...{ product_id: 1, rating: 5, summary: 's', body: 'b', recommend: true, name: 'n' },
  ...{ email: 'a@example.com', photos: [], characteristics: { 14: 5 }, sku_id: 9 },
  ...{ element: 'e', widget: 'w', time: 't' },
}
const values = fc.oneof(
  odd,
  fc.double(),
  fc.jsonValue(),
  fc.constantFrom(-0, 2 ** 31, 2 ** 53, 1e300),
)
const changes = fc.dictionary(fc.constantFrom(...FIELDS), values, { maxKeys: 3 })
const bodies = fc.oneof(
  { weight: 4, arbitrary: changes.map((change) => JSON.stringify({ ...VALID, ...change })) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

describe.each(PATHS)('%s', (path) => {
  it('is nobody’s fault but the caller’s', async () => {
    const input = fc.tuple(fc.constantFrom('GET', 'POST', 'PUT'), odd, queries, bodies)
    const answered = fc.asyncProperty(input, async ([method, id, pairs, body]) => {
      const search = new URLSearchParams(
        pairs
          .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
          .join('&'),
      )
      const target = path.replace(':id', encodeURIComponent(id.toWellFormed()))
      const response = await shop.request(`${target}?${search}`, {
        method,
        ...(method === 'GET' ? {} : { body, headers: { 'content-type': 'application/json' } }),
      })
      const text = await response.text()
      expect([200, 201, 204, 404, 405, 422]).toContain(response.status)
      expect(leaks(text)).toEqual([])
      if (response.headers.get('content-type')?.startsWith('application/json')) JSON.parse(text)
    })
    await fc.assert(answered, { numRuns: RUNS, seed: SEED })
  })
})

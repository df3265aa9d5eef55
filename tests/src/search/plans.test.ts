import type { Ctx } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'
import { find, type SearchQuery, suggestionsFor } from './find.ts'

const PRODUCTS = 10_000

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'system', name: 'test' } }
}, 120_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** Names of two words out of 1,500, as hex digits of hashes; half are labelled Common. */
async function seed(): Promise<void> {
  await sql`
    insert into product (kind, slug, name, tags, description, price, released_on, created_at)
    select case when n % 2 = 0 then 'merch' else 'game' end, 'plan-' || n,
      substr(md5((n % 1500)::text), 1, 7) || ' ' || substr(md5((n * 7 % 1500)::text), 1, 7),
      case when n % 2 = 0 then '{Common}'::text[] else '{}' end, 'Text of ' || n, n,
      date '2000-01-01' + n % 5000, timestamptz '2020-01-01' + n * interval '1 minute'
    from generate_series(1, ${PRODUCTS}) as n
  `.execute(infra.db)
  await sql`
    insert into product_summary (product_id, rating_5)
    select id, 1 + price % 50 from product where kind = 'game'
  `.execute(infra.db)
  await sql`vacuum analyze product`.execute(infra.db)
  await sql`vacuum analyze product_summary`.execute(infra.db)
}

const plansOf = (input: SearchQuery) => explained.plansOf(() => find(ctx, input))

const wordOf = async (n: number) => {
  const { rows } = await sql<{ word: string }>`
    select split_part(name, ' ', 1) as word from product where slug = ${`plan-${n}`}
  `.execute(infra.db)
  return rows[0]?.word ?? ''
}

describe('plans of searches', () => {
  it('read the products that have a word, and no others', async () => {
    const plans = await plansOf({ query: await wordOf(5), limit: 5 })
    expect(wholeTables(plans)).not.toContain('product')
    expect(touched(plans)).toBeLessThan(400)
  })

  it('look for a word that nobody has in indexes only', async () => {
    const plans = await plansOf({ query: 'zzzzzz', limit: 5 })
    expect(wholeTables(plans)).not.toContain('product')
    expect(touched(plans)).toBeLessThan(1_500)
  })

  it('correct a misspelt word without comparing all names', async () => {
    const word = await wordOf(6)
    const plans = await plansOf({ query: `${word.slice(0, 3)}${word.slice(4)}`, limit: 5 })
    expect(wholeTables(plans)).not.toContain('product')
    expect(touched(plans)).toBeLessThan(5_000)
  })

  it('read a page of what half the products are labelled with, not the half', async () => {
    const plans = await plansOf({ query: 'common', limit: 5 })
    // Twice it is found that they are too many to be ranked, or sorted.
    expect(touched(plans)).toBeLessThan(9_000)
  })

  it.each(['name', 'newest', 'released', 'priceAsc', 'priceDesc', 'score'] as const)(
    'read a page in the order of %s from its index, wherever it begins',
    async (sort) => {
      const first = await find(ctx, { sort, limit: 50 })
      const next = { sort, limit: 5, cursor: first.nextCursor ?? '' }
      for (const list of [{ sort, limit: 5 }, next]) {
        const plans = await plansOf(list)
        expect(wholeTables(plans)).not.toContain('product')
        expect(wholeTables(plans)).not.toContain('product_summary')
        expect(touched(plans)).toBeLessThan(150)
      }
    },
  )

  it('are as good for any values, as hot statements get them in time', async () => {
    for (const query of ['zzzzzz', 'a b']) {
      const plans = await explained.genericPlansOf(() => find(ctx, { query, limit: 5 }))
      expect(wholeTables(plans)).not.toContain('product')
    }
    const suggestions = await explained.genericPlansOf(() => suggestionsFor(ctx, 'zzz'))
    expect(wholeTables(suggestions)).not.toContain('product')
    const short = await explained.genericPlansOf(() => suggestionsFor(ctx, 'z'))
    expect(wholeTables(short)).not.toContain('product')
  })

  it('take one statement for a page, besides that which folds the query', async () => {
    await plansOf({ sort: 'name', limit: 5 })
    expect(explained.statements()).toBe(1)
    await plansOf({ query: 'common', sort: 'name', limit: 5, kinds: ['game'] })
    expect(explained.statements()).toBeLessThanOrEqual(4)
  })
})

import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { simulateStore } from '@loadout/simulator/store'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillGames } from './fill-games.ts'
import { lastTenth } from './last-tenth.ts'
import type { Bench } from './scenario.ts'
import { createVisitors } from './visitors.ts'

const PAGES = 30

let infra: TestInfra
const bench: Bench = {
  env: { scale: 1, profile: false, inherited: {} },
  ...{ root: '/', dir: '/', profileDir: null, signal: new AbortController().signal },
  say: () => {},
}
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  await fillGames(bench, infra, PAGES)
})
afterAll(() => infra.close())

async function numberOf(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await query.execute(infra.db)).rows[0]?.n ?? Number.NaN
}

describe('fillGames', () => {
  it('saves every page with what people write about it', async () => {
    const pages = [...simulateStore({ seed: 'bench', pages: PAGES, reviews: 10 })]
    expect(await numberOf(sql`select count(*)::integer as n from product`)).toBe(PAGES)
    const reviews = pages.flatMap((page) => page.reviews())
    const questions = pages.flatMap((page) => page.questions())
    const answers = questions.flatMap((question) => question.answers)
    expect(await numberOf(sql`select count(*)::integer as n from review`)).toBe(reviews.length)
    expect(await numberOf(sql`select count(*)::integer as n from question`)).toBe(questions.length)
    expect(await numberOf(sql`select count(*)::integer as n from answer`)).toBe(answers.length)
  })

  it('counts them, and keeps their votes', async () => {
    const counted = sql<{ n: number }>`
      select sum(rating_1 + rating_2 + rating_3 + rating_4 + rating_5)::integer as n from product_summary
    `
    const reviews = sql<{ n: number }>`select count(*)::integer as n from review`
    expect(await numberOf(counted)).toBe(await numberOf(reviews))
    expect(await numberOf(sql`select sum(helpful)::integer as n from review`)).toBeGreaterThan(50)
  })
})

describe('lastTenth', () => {
  it('is the ids at the end of a table, in order, without those that nobody sees', async () => {
    const all = await infra.db.selectFrom('product').select('id').orderBy('id').execute()
    const last = all.slice(-3).map(({ id }) => id)
    expect(await lastTenth(infra, 'product')).toEqual(last)
    const hidden = last[1] ?? 0
    await infra.db
      .updateTable('product')
      .set({ status: 'hidden' })
      .where('id', '=', hidden)
      .execute()
    expect(await lastTenth(infra, 'product')).not.toContain(hidden)
  })

  it('refuses an empty table', async () => {
    const empty = await createTestInfra({ profile: 'cli' })
    await expect(lastTenth(empty, 'review')).rejects.toThrow('there is no review')
    await empty.close()
  })
})

describe('createVisitors', () => {
  it('never sends the same thing twice, and as many of each kind', async () => {
    const site = { base: 'http://shop.example/atelier', tokens: ['one', 'two'] }
    const visitors = await createVisitors(bench, { infra: infra }, site)
    const sent = Array.from({ length: 60 }, () => visitors.next())
    expect(
      new Set(sent.map(({ url }) => new URL(url).pathname.replaceAll(/\d+/g, ':id'))).size,
    ).toBe(6)
    const posts = sent.filter(({ method }) => method === 'POST')
    expect(posts).toHaveLength(30)
    const asked = posts.filter(({ url }) => url.includes('/qa/'))
    expect(new Set(asked.map(({ json }) => JSON.stringify(json))).size).toBe(asked.length)
    expect(new Set(sent.map(({ headers }) => headers?.['x-guest-token']))).toEqual(
      new Set(site.tokens),
    )
  })
})

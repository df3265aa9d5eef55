import { feedsContract, feedText } from '@loadout/core/feeds'
import { SUBJECTS } from '@loadout/core/subjects'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  touched,
  wholeTables,
} from '../support/explained.ts'
import { addProduct } from '../support/store.ts'

const POSTS = 5_000
const LIMIT = 20

let infra: TestInfra
let explained: ExplainedDatabase
/** The first of ten products, of which there is only this one. */
let about: number
beforeAll(async () => {
  infra = await createTestInfra()
  await sql`insert into account (kind, display_name) select 'user', 'P' || n from generate_series(1, 2000) as n`.execute(
    infra.db,
  )
  about = await addProduct(infra)
  await sql`
    insert into post (account_id, title, content, likes, created_at, subject_kind, subject_id)
    select (select min(id) from account) + case when mod(n, 3) = 0 then 0 else mod(n, 2000) end, 'T', repeat('word ', 50), mod(n * 7919, 100),
      timestamptz '2026-01-01' + n * interval '1 minute',
      case when mod(n, 2) = 0 then ${SUBJECTS.product.number}::smallint end,
      case when mod(n, 2) = 0 then ${about}::integer + mod(n, 20) / 2 end
    from generate_series(1, ${POSTS}::integer) as n
  `.execute(infra.db)
  await sql`
    insert into post_tag (tag, post_id, created_at) select 't' || mod(id, 10), id, created_at from post
  `.execute(infra.db)
  await sql`vacuum (analyze) post, post_tag, account`.execute(infra.db)
  explained = openExplained(infra.config.DATABASE_URL)
})
afterAll(async () => {
  await explained.close()
  await infra.close()
})

/** A page as the database makes it, with everything else as it is. */
const page = (input: object) =>
  feedText(
    {
      ...infra,
      db: explained.db,
      sharedCache: { ...infra.sharedCache, page: async () => null },
    },
    feedsContract.feedListInput.parse({ limit: LIMIT, ...input }),
  )

function inputOf(of: object, author: number): object {
  if ('author' in of) return { author }
  return 'subject' in of ? { subject: { kind: 'product', id: about } } : of
}

async function deepCursor(of: object, pages: number): Promise<string> {
  let cursor: string | undefined
  for (let n = 0; n < pages; n += 1) {
    cursor = JSON.parse(await page({ ...of, limit: 100, cursor })).nextCursor
  }
  return cursor ?? ''
}

describe('pages of the newest posts', () => {
  it.each([
    ['all', {}, 45, 1],
    ['an author', { author: 1 }, 15, 1],
    ['a tag', { tag: 't1' }, 4, 1],
    // The first is whether there is such a thing.
    ['what is about something', { subject: true }, 2, 2],
  ])(
    'of %s read one range of an index, however deep they are',
    async (_, of, pages, statements) => {
      const author = await infra.db
        .selectFrom('account')
        .select((eb) => eb.fn.min('id').as('id'))
        .executeTakeFirstOrThrow()
      const input = inputOf(of, author.id)
      const first = await explained.genericRunsOf(() => page(input))
      expect(explained.statements()).toBe(statements)
      expect(wholeTables(first)).toEqual([])
      // Each item comes with its author and its tags.
      expect(touched(first)).toBeLessThan(8 * LIMIT)
      const cursor = await deepCursor(input, pages)
      const deep = await explained.genericRunsOf(() => page({ ...input, cursor }))
      expect(touched(deep)).toBeLessThanOrEqual(touched(first))
      expect(wholeTables(deep)).toEqual([])
    },
  )
})

describe('pages of a snapshot', () => {
  it('cost two small reads, however deep they are', async () => {
    await page({ sort: 'hot' })
    const cursor = await deepCursor({ sort: 'hot' }, 45)
    const deep = await explained.plansOf(() => page({ sort: 'hot', cursor, after: '1.1' }))
    expect(explained.statements()).toBeLessThanOrEqual(2)
    expect(wholeTables(deep)).toEqual([])
    expect(touched(deep)).toBeLessThan(8 * LIMIT)
  })
})

import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import {
  addPost,
  byAuthor,
  drift,
  everyPage,
  idsOf,
  list,
  NOTHING_OFF,
  remove,
  type Subject,
  say,
  setStatus,
  vote,
} from './commenting.ts'

/** Of one page, as JSON. */
const MAX_BYTES = 500_000
/** Replies of the long branch. */
const BRANCH = 3_000
const SORTS = ['new', 'old', 'top'] as const

let harness: Harness
let ctx: Ctx
let author: Ctx & { readonly accountId: number }
let subject: Subject
let parentId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
  author = await asGuest(ctx)
})
afterAll(() => harness.close())
beforeEach(async () => {
  subject = (await addPost(ctx)).subject
  parentId = await say(author, subject, 'The one that is answered.')
})

/** So many replies with one and the same time, written at once; their ids. */
async function fill(count: number, body = 'A reply.'): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with added as (
      insert into comment (thread_id, parent_id, account_id, depth, likes, created_at, body)
      select thread_id, id, account_id, depth + 1, 0, timestamptz '2026-01-01', ${body}
      from comment, generate_series(1, ${count}::integer) where id = ${parentId}
      returning id, thread_id
    ), above as (
      update comment set replies = replies + ${count} where id = ${parentId}
    ), thread as (
      update comment_thread set comments = comments + ${count} where id = (select min(thread_id) from added)
    ), post as (
      update post set comments = comments + ${count} where id = ${subject.id}::integer
    )
    select id from added order by id
  `.execute(ctx.db)
  return rows.map(({ id }) => id)
}

const replies = (input: object) => list(ctx, subject, { parentId, ...input })

describe.each(SORTS)('a level by %s', (sort) => {
  it('has each of many with one and the same time once, and then ends', async () => {
    const ids = await fill(250)
    const pages = await everyPage((cursor) => replies({ sort, limit: 100, cursor }))
    expect(pages.map((page) => page.length)).toEqual([100, 100, 50])
    const seen = pages.flatMap(idsOf)
    expect(seen).toEqual(sort === 'old' ? ids : ids.toReversed())
  })

  it('does not begin a page with the last comment of the one before', async () => {
    await fill(4)
    const pages = await everyPage((cursor) => replies({ sort, limit: 2, cursor }))
    expect(pages.map((page) => page.length)).toEqual([2, 2])
    expect(new Set(pages.flatMap(idsOf)).size).toBe(4)
  })

  it('of long texts has short pages, and misses and repeats nothing', async () => {
    const ids = await fill(90, 'é'.repeat(4_000))
    const pages = await everyPage((cursor) => replies({ sort, limit: 100, cursor }))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) {
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(MAX_BYTES)
    }
    expect(pages.flatMap(idsOf).sort((a, b) => a - b)).toEqual(ids)
    const [top] = (await list(ctx, subject, { sort, withReplies: 5 })).items
    expect(top?.firstReplies).toHaveLength(5)
  })
})

describe('a cursor', () => {
  it('is good for its own level, order and subject alone', async () => {
    await fill(3)
    const { nextCursor: cursor } = await replies({ limit: 1 })
    const refused = { code: 'BAD_CURSOR', fields: [{ pointer: '/cursor' }] }
    const other = (await addPost(ctx)).subject
    await expect(replies({ cursor, sort: 'old' })).rejects.toMatchObject(refused)
    await expect(list(ctx, subject, { cursor })).rejects.toMatchObject(refused)
    await expect(list(ctx, other, { cursor })).rejects.toMatchObject(refused)
    await expect(byAuthor(ctx, author.accountId, { cursor })).rejects.toMatchObject(refused)
    expect((await replies({ cursor, limit: 100 })).items).toHaveLength(2)
  })

  it.each(['x', '!!', 'W10', btoa('["a",1,2]'), btoa('[null,1e99,0]')])(
    'that was made up is refused: %s',
    async (cursor) => {
      await expect(replies({ cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
      const empty = (await addPost(ctx)).subject
      await expect(list(ctx, empty, { cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
    },
  )
})

describe(`a branch of ${BRANCH} replies`, () => {
  /** What others do between two pages: say, take back, vote, hide and show again. */
  async function busy(ids: readonly number[], n: number): Promise<void> {
    const other = await asGuest(ctx)
    const at = (place: number) => ids[(place * 977 + n * 131) % ids.length] ?? 0
    await Promise.all([
      say(other, subject, 'In between.', parentId),
      say(other, subject, 'Below.', at(1)),
      vote(other, at(2), 1),
      vote(other, at(3), -1),
      say(other, subject, 'Beside.'),
    ])
    await setStatus(ctx, at(4), 'hidden')
    await setStatus(ctx, at(4), 'visible')
  }

  it.each(['new', 'old'] as const)(
    'by %s shows each that was there at the start and stays once, whatever others write',
    async (sort) => {
      const ids = await fill(BRANCH)
      const gone = new Set<number>()
      let n = 0
      const pages = await everyPage(
        (cursor) => replies({ sort, limit: 100, cursor }),
        async () => {
          n += 1
          if (n % 3 !== 0) return
          await busy(ids, n)
          const left = ids[n * 89] ?? 0
          await remove(author, left)
          gone.add(left)
        },
      )
      expect(pages.length).toBeGreaterThanOrEqual(BRANCH / 100)
      const seen = pages.flatMap(idsOf)
      expect(new Set(seen).size).toBe(seen.length)
      const known = new Set(ids)
      const stayed = (id: number) => !gone.has(id)
      const expected = sort === 'old' ? ids : ids.toReversed()
      expect(seen.filter((id) => known.has(id) && stayed(id))).toEqual(expected.filter(stayed))
      expect(await drift(ctx)).toEqual(NOTHING_OFF)
    },
  )
})

describe('what an account said', () => {
  it('is told latest first, page by page', async () => {
    const own = await asGuest(ctx)
    const ids: number[] = []
    for (let n = 0; n < 5; n += 1) ids.push(await say(own, subject, `${n}`))
    for (const by of [own, ctx]) {
      const pages = await everyPage((cursor) => byAuthor(by, own.accountId, { limit: 2, cursor }))
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1])
      expect(pages.flatMap(idsOf)).toEqual(ids.toReversed())
    }
  })

  it('is looked through in stretches: a page may be empty and not the last one', async () => {
    const own = await asGuest(ctx)
    const hidden = (await addPost(ctx)).subject
    const first = await say(own, subject, 'Seen.')
    await say(own, hidden, 'Unseen.')
    await sql`
      insert into comment (thread_id, account_id, depth, body)
      select thread_id, account_id, 1, 'Unseen.' from comment, generate_series(1, 450)
      where account_id = ${own.accountId} and id > ${first}
    `.execute(ctx.db)
    await sql`update post set status = 2 where id = ${hidden.id}`.execute(ctx.db)
    const by = await asGuest(ctx)
    const pages = await everyPage((cursor) => byAuthor(by, own.accountId, { cursor }))
    expect(pages.map(idsOf)).toEqual([[], [], [first]])
  })

  it('is an empty page for who said nothing, and an error for who is not there', async () => {
    const silent = await asGuest(ctx)
    expect(await byAuthor(ctx, silent.accountId)).toEqual({ items: [], nextCursor: null })
    await expect(byAuthor(ctx, 2_147_483_647)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
  })
})

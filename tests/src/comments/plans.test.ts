import type { Ctx } from '@loadout/core'
import { recountComments } from '@loadout/core/comments'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import {
  type ExplainedDatabase,
  openExplained,
  type Plan,
  touched,
  wholeTables as wholeOf,
} from '../support/explained.ts'
import { byAuthor, drift, get, list, NOTHING_OFF, remove, say, vote } from './commenting.ts'

/** Comments on the one post that everybody talks about. */
const COMMENTS = isStress() ? 200_000 : 8_000
const AUTHORS = 100
const PAGE = 20
/** A page is chosen in the index, and then read. */
const TWICE = 2 * (PAGE + 1)

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx
/** One of the authors, some of whose comments are in the shadows. */
let author: Ctx
let post: { readonly kind: 'post'; readonly id: number }
/** The end of one thread as deep as any. */
let deepest: number
beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'anonymous' } }
  author = { ...ctx, actor: { kind: 'account', accountId: 7, role: 'guest' } }
}, 300_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

/** Half begin threads, half answer one of the first; one in fifty cannot be seen, as many are in the shadows. */
async function seed(): Promise<void> {
  const { db } = infra
  await sql`
    insert into account (id, kind) overriding system value
    select n, 'guest' from generate_series(1, 50 * ${AUTHORS}::integer) as n
  `.execute(db)
  const made = await sql<{ id: number }>`
    insert into post (account_id, title, content) select 1, 'Post', 'x' from generate_series(1, 1000) returning id
  `.execute(db)
  post = { kind: 'post', id: made.rows[0]?.id ?? 0 }
  await sql`
    insert into comment_thread (subject_kind, subject_id) select 4, id from post order by id
  `.execute(db)
  for (let from = 1; from <= COMMENTS; from += 4_000) {
    await sql`
      insert into comment (thread_id, parent_id, depth, account_id, status, likes, body)
      select 1, case when n > ${COMMENTS / 2} then 1 + n * 7919 % 100 end, case when n > ${COMMENTS / 2} then 2 else 1 end,
        1 + n % ${AUTHORS}, case n % 50 when 49 then 2 when 48 then 4 else 0 end, n * 7919 % 100,
        'Comment ' || n || repeat(' because', 10)
      from generate_series(${from}::integer, ${from}::integer + 3999) as n
    `.execute(db)
  }
  let parent = 1
  for (let depth = 2; depth <= 8; depth += 1) {
    const { rows } = await sql<{ id: number }>`
      insert into comment (thread_id, parent_id, depth, account_id, body)
      values (1, ${parent}, ${depth}, 1, 'Deep.') returning id
    `.execute(db)
    parent = rows[0]?.id ?? 0
  }
  deepest = parent
  await sql`
    insert into vote (subject_kind, subject_id, account_id, value)
    select 5, id, 1 + (account_id + n) % ${AUTHORS}, 1 from comment, generate_series(1, likes) as n where id <= 2000
  `.execute(db)
  await sql`update comment set likes = 0 where id > 2000`.execute(db)
  await sql`analyze account, post, comment_thread, comment, vote`.execute(db)
  await recountComments({ ...infra, actor: { kind: 'system', name: 'test' } }, EVERYTHING)
  await sql`vacuum analyze account, post, comment_thread, comment, vote`.execute(db)
}

const EVERYTHING = { from: 1, to: 2_147_483_647, dryRun: false }

/** Tables with something in them that were read from the first row to the last. */
const wholeTables = (nodes: Parameters<typeof wholeOf>[0]) =>
  wholeOf(nodes).filter((table) => FILLED.has(table ?? ''))
const FILLED = new Set(['account', 'post', 'comment_thread', 'comment', 'vote'])

const rowsOf = (nodes: readonly Plan[], table: string) =>
  touched(nodes.filter((node) => node['Relation Name'] === table))

/** A cursor in the middle of a level. */
async function far(sort: string, parentId?: number): Promise<string | undefined> {
  let cursor: string | undefined
  for (let n = 0; n < 30; n += 1) {
    cursor = (await list(ctx, post, { sort, parentId, limit: 3, cursor })).nextCursor ?? undefined
  }
  return cursor
}

describe.each(['new', 'old', 'top'])('the plan of comments.list by %s', (sort) => {
  it('reads a page from an index, first or far down, for anybody', async () => {
    const cursor = await far(sort)
    for (const by of [ctx, author]) {
      for (const at of [undefined, cursor]) {
        const read = () => list(by, post, { sort, limit: PAGE, cursor: at })
        const nodes = await explained.plansOf(read)
        expect(explained.statements()).toBe(2)
        expect(wholeTables(nodes)).toEqual([])
        // What somebody wrote into the shadows comes from an index of its own.
        expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(2 * TWICE + 10)
        expect(wholeTables(await explained.genericRunsOf(read))).toEqual([])
      }
    }
  })

  it('reads the replies on the page from an index, in the same statement', async () => {
    const read = () => list(author, post, { sort, limit: PAGE, withReplies: 3 })
    for (const nodes of [await explained.plansOf(read), await explained.genericRunsOf(read)]) {
      expect(explained.statements()).toBe(2)
      expect(wholeTables(nodes)).toEqual([])
      expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(2 * TWICE + PAGE * 3 * 4)
    }
  })

  it('reads a branch as it reads the top', async () => {
    const cursor = await far(sort, 1)
    const nodes = await explained.plansOf(() =>
      list(ctx, post, { sort, parentId: 1, limit: PAGE, cursor }),
    )
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(TWICE + 2)
  })
})

describe('the plan of', () => {
  it('comments.get reads a path, however much stands beside it', async () => {
    const read = () => get(author, deepest)
    for (const nodes of [await explained.plansOf(read), await explained.genericRunsOf(read)]) {
      expect(explained.statements()).toBe(1)
      expect(wholeTables(nodes)).toEqual([])
      expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(50)
    }
  })

  it('comments.byAuthor reads a page from an index, one’s own and those of others', async () => {
    for (const by of [ctx, author]) {
      const { nextCursor: cursor } = await byAuthor(by, 7, { limit: 30 })
      for (const at of [undefined, cursor]) {
        const nodes = await explained.plansOf(() => byAuthor(by, 7, { limit: PAGE, cursor: at }))
        expect(wholeTables(nodes)).toEqual([])
        // A stretch that is looked through, and the page.
        expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(200 + TWICE)
      }
    }
  })

  it('what is written reads rows by their keys', async () => {
    const id = await say(author, post, 'A reply.', deepest - 1)
    const other: Ctx = { ...ctx, actor: { kind: 'account', accountId: 8, role: 'guest' } }
    const acts = [
      () => say(author, post, 'Another.', 1),
      () => vote(other, id, 1),
      () => remove(author, id),
    ]
    for (const act of acts) {
      expect(wholeTables(await explained.genericPlansOf(act))).toEqual([])
    }
  })

  it('a recount of one thread among many reads that one', async () => {
    const few = { from: 500, to: 520, dryRun: true }
    const nodes = await explained.plansOf(() => recountComments(ctx, few))
    expect(wholeTables(nodes)).toEqual([])
    expect(rowsOf(nodes, 'comment')).toBeLessThanOrEqual(50)
    await recountComments(ctx, EVERYTHING)
    expect(await drift(ctx)).toEqual(NOTHING_OFF)
  })
})

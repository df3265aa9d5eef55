import type { Ctx } from '@loadout/core'
import { getPost } from '@loadout/core/posts'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ExplainedDatabase,
  openExplained,
  type Plan,
  touched,
  wholeTables,
} from '../support/explained.ts'
import { byAuthor, edit, revisions, vote } from './posting.ts'

const POSTS = 20_000
const ACCOUNTS = 1_000
/** Has written every tenth post, and had most of them removed. */
const BUSY = 1

let infra: TestInfra
let explained: ExplainedDatabase
let ctx: Ctx

beforeAll(async () => {
  infra = await createTestInfra()
  await seed()
  explained = openExplained(infra.config.DATABASE_URL)
  ctx = { ...infra, db: explained.db, actor: { kind: 'account', accountId: 2, role: 'user' } }
}, 60_000)
afterAll(async () => {
  await explained?.close()
  await infra?.close()
})

async function seed(): Promise<void> {
  await sql`
    insert into account (kind) select 'user' from generate_series(1, ${ACCOUNTS}::integer)
  `.execute(infra.db)
  await sql`
    insert into post (account_id, title, content, status, created_at)
    select case when n % 10 = 0 then ${BUSY} else 1 + n % ${ACCOUNTS} end, 'Post ' || n, 'It is *back*.',
      case when n % 10 = 0 and n < ${POSTS} / 2 then 3 else 0 end,
      -- The removed ones are the latest.
      timestamptz '2026-01-01' - n * interval '1 minute'
    from generate_series(1, ${POSTS}::integer) as n
  `.execute(infra.db)
  await sql`
    insert into post_tag select 'fps', id, created_at from post where id % 5 < 2
  `.execute(infra.db)
  await sql`
    insert into vote (subject_kind, subject_id, account_id, value)
    select 4, 7, n, 1 from generate_series(1, ${ACCOUNTS}::integer) as n where n <> 8
    union all select 4, 100 + n, 3, 1 from generate_series(1, 5000) as n
  `.execute(infra.db)
  await sql`
    insert into reaction (subject_kind, subject_id, account_id, emoji)
    select 4, 7, n, '🔥' from generate_series(1, ${ACCOUNTS}::integer) as n
    union all select 4, 100 + n, 3, '🔥' from generate_series(1, 5000) as n
  `.execute(infra.db)
  await sql`
    insert into reaction_count (subject_kind, subject_id, emoji, count)
    select subject_kind, subject_id, emoji, count(*) from reaction group by 1, 2, 3
  `.execute(infra.db)
  await sql`vacuum analyze account, post, post_tag, vote, reaction, reaction_count`.execute(
    infra.db,
  )
}

const rowsOf = (nodes: readonly Plan[], table: string) =>
  touched(nodes.filter((node) => node['Relation Name'] === table))
const indexesOf = (nodes: readonly Plan[], table: string) =>
  nodes.flatMap((node) => (node['Relation Name'] === table ? [node['Index Name']] : []))

describe('the plan of posts.get', () => {
  it('reads one post, and of its votes and reactions only the caller’s, in one statement', async () => {
    for (const plans of [explained.plansOf, explained.genericRunsOf]) {
      const nodes = await plans(() => getPost(ctx, { postId: 7 }))
      expect(explained.statements()).toBe(1)
      expect(wholeTables(nodes)).toEqual([])
      expect(rowsOf(nodes, 'post')).toBe(1)
      expect(rowsOf(nodes, 'vote')).toBe(1)
      expect(rowsOf(nodes, 'reaction')).toBe(1)
      expect(rowsOf(nodes, 'reaction_count')).toBe(1)
    }
  })
})

describe('the plan of posts.byAuthor', () => {
  it('reads a page from an index, however many posts were removed before it', async () => {
    for (const plans of [explained.plansOf, explained.genericRunsOf]) {
      const nodes = await plans(() => byAuthor(ctx, BUSY, { limit: 20 }))
      expect(explained.statements()).toBe(1)
      expect(wholeTables(nodes)).toEqual([])
      expect(indexesOf(nodes, 'post')).toEqual(['post_author'])
      expect(rowsOf(nodes, 'post')).toBe(21)
      // What is sorted are the tags of each.
      expect(rowsOf(nodes, 'post_tag')).toBeLessThanOrEqual(21)
    }
  })

  it('costs the same far down the list, and for the author', async () => {
    let cursor: string | undefined
    for (let n = 0; n < 8; n += 1) {
      cursor = (await byAuthor(ctx, BUSY, { limit: 100, cursor })).nextCursor ?? undefined
    }
    const deep = await explained.plansOf(() => byAuthor(ctx, BUSY, { limit: 20, cursor }))
    expect(rowsOf(deep, 'post')).toBe(21)
    const own = await explained.plansOf(() => byAuthor(ctx, 2, { limit: 10 }))
    expect(indexesOf(own, 'post')).toEqual(['post_account'])
    expect(rowsOf(own, 'post')).toBe(11)
  })
})

describe('the plans of writing and of reading what was written over', () => {
  it('find their rows by keys', async () => {
    const own = 1
    const author: Ctx = { ...ctx, actor: { kind: 'account', accountId: 2, role: 'user' } }
    const nodes = await explained.plansOf(async () => {
      await vote(ctx, 7, -1)
      await edit(author, { postId: own, title: 'Edited', tags: ['fps', 'maps'] })
      await revisions(author, own)
    })
    expect(wholeTables(nodes).filter((table) => table !== 'held_word')).toEqual([])
    expect(rowsOf(nodes, 'vote')).toBeLessThanOrEqual(2)
  })
})

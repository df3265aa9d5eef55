import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { asGuest } from '../support/store.ts'
import { addPost, edit, remove, report, type Subject, say, vote } from './commenting.ts'

/** Everything that comments write to. */
const TABLES = [
  'comment_thread',
  'comment',
  'comment_revision',
  'post',
  'vote',
  'report',
  'moderation_case',
  'moderation_action',
] as const

let harness: Harness
let ctx: Ctx
let author: Ctx
let other: Ctx
let subject: Subject
let untouched: Subject
let parentId: number
let commentId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, hideAtReports: 1 } }
  await sql`insert into held_word (word) values ('scam')`.execute(ctx.db)
  await sql`
    create function fail() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$
  `.execute(ctx.db)
})
afterAll(() => harness.close())
beforeEach(async () => {
  author = await asGuest(ctx)
  other = await asGuest(ctx)
  subject = (await addPost(ctx)).subject
  untouched = (await addPost(ctx)).subject
  parentId = await say(author, subject, 'Written?')
  commentId = await say(author, subject, 'All of it.', parentId)
})
afterEach(async () => {
  for (const table of TABLES) {
    await sql`drop trigger if exists fails on ${sql.table(table)}`.execute(ctx.db)
  }
})

/** From now on nothing can be written to this table. */
const breakTable = (table: (typeof TABLES)[number]) =>
  sql`
    create trigger fails before insert or update or delete on ${sql.table(table)}
    for each row execute function fail()
  `.execute(ctx.db)

/** Every row of every table, as text. */
async function everything(): Promise<readonly string[]> {
  const { rows } = await sql<{ row: string }>`
    ${sql.join(
      TABLES.map(
        (table) => sql`select ${table} || (it.*)::text as row from ${sql.table(table)} as it`,
      ),
      sql` union all `,
    )} order by 1
  `.execute(ctx.db)
  return rows.map(({ row }) => row)
}

/** What is done, and every table that it writes to. */
const ACTS: Readonly<
  Record<string, readonly [() => Promise<unknown>, readonly (typeof TABLES)[number][]]>
> = {
  'the first comment': [
    () => say(other, untouched, 'First.'),
    ['comment_thread', 'comment', 'post'],
  ],
  'a reply': [
    () => say(other, subject, 'A reply.', commentId),
    ['comment', 'comment_thread', 'post'],
  ],
  'a comment that is held': [() => say(other, subject, 'A scam.'), ['comment', 'moderation_case']],
  'an edit': [() => edit(author, commentId, 'Edited.'), ['comment', 'comment_revision']],
  'an edit that is held': [
    () => edit(author, commentId, 'A scam.'),
    [
      ...(['comment', 'comment_revision', 'comment_thread', 'post'] as const),
      ...(['moderation_case', 'moderation_action'] as const),
    ],
  ],
  'a removal': [
    () => remove(author, commentId),
    ['comment', 'comment_thread', 'post', 'moderation_action'],
  ],
  'a vote': [() => vote(other, commentId, -1), ['vote', 'comment']],
  'a report that hides': [
    () => report(other, commentId),
    [
      ...(['report', 'moderation_case', 'moderation_action'] as const),
      ...(['comment', 'comment_thread', 'post'] as const),
    ],
  ],
}

describe.each(Object.entries(ACTS))('%s', (_, [act, tables]) => {
  it.each(tables)('leaves nothing behind when %s cannot be written', async (table) => {
    const before = await everything()
    await breakTable(table)
    await expect(act()).rejects.toThrow('the disk is full')
    expect(await everything()).toEqual(before)
  })

  it('writes to no other table', async () => {
    for (const table of TABLES) if (!tables.includes(table)) await breakTable(table)
    await act()
  })
})
